// Builds what the pages of Clew link to: one style sheet, the fonts, one sprite of icons, the
// database of the page without network, and the accessibility checker that the browser tests inject. All of it is committed, so
// that nobody needs Node to run Clew; `--check` tells whether the commit is still true.
import { mkdtempSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync, existsSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { compile } from "sass";

const here = dirname(fileURLToPath(import.meta.url));
const root = dirname(here);
const STATIC = "src/clew/ground/ui/static/clew";
const VENDOR = "tests/browser/vendor";
const OFFLINE = "src/clew/recognise/offline/static/offline";

// One variable file per script; the browser fetches only those whose letters a page uses.
const FONTS = {
  literata: { subsets: ["latin", "latin-ext", "cyrillic"] },
  // The package's licence opens with a publisher's name; the notice below is the font's own.
  "source-sans-3": {
    subsets: ["latin", "latin-ext", "cyrillic"],
    notice: "Copyright 2023 Adobe (http://www.adobe.com/), with Reserved Font Name 'Source'",
  },
  "noto-sans-arabic": { subsets: ["arabic"] },
};

const installed = (...path) => readFileSync(join(here, "node_modules", ...path));

function styles() {
  const { css } = compile(join(here, "styles/clew.scss"), { style: "compressed", sourceMap: false, charset: false });
  return `${css.trimEnd()}\n`;
}

function* fonts() {
  for (const [face, { subsets, notice }] of Object.entries(FONTS)) {
    const home = join("@fontsource-variable", face);
    for (const subset of subsets) {
      const name = `${face}-${subset}-wght-normal.woff2`;
      yield [`${STATIC}/fonts/${name}`, installed(home, "files", name)];
    }
    const licence = installed(home, "LICENSE").toString();
    yield [`${STATIC}/fonts/${face}.OFL.txt`, notice ? licence.replace(/^.*/, notice) : licence];
  }
}

// The database of the page without network, as its makers ship it; no map of its sources is asked for.
function dexie() {
  const shipped = installed("dexie/dist/modern/dexie.min.mjs").toString();
  return `${shipped.replace(/\n?\/\/# sourceMappingURL=.*\s*$/, "")}\n`;
}

// Only the shapes are taken. Stroke and fill come from the page (`.i` in the style sheet),
// because they are inherited through <use>, while classes are not.
function symbol(name, svg) {
  const box = svg.match(/viewBox="([^"]+)"/)[1];
  const shapes = svg.slice(svg.indexOf(">", svg.indexOf("<svg")) + 1, svg.lastIndexOf("</svg>"));
  return `<symbol id="${name}" viewBox="${box}">${shapes.replace(/\s*\n\s*/g, "").replaceAll(" />", "/>")}</symbol>`;
}

function sprite() {
  const icons = JSON.parse(readFileSync(join(here, "icons.json"), "utf8"));
  const drawings = readdirSync(join(here, "drawings")).filter((file) => file.endsWith(".svg")).sort();
  return [
    '<svg xmlns="http://www.w3.org/2000/svg">',
    "<!-- Icons of Lucide (ISC, some MIT): see icons.LICENSE.txt. The ball of thread is Clew's own. -->",
    ...Object.entries(icons).map(([name, lucide]) =>
      symbol(name, installed("lucide-static/icons", `${lucide}.svg`).toString())),
    ...drawings.map((file) => symbol(file.slice(0, -4), readFileSync(join(here, "drawings", file), "utf8"))),
    "</svg>\n",
  ].join("\n");
}

function* everything() {
  yield [`${STATIC}/clew.css`, styles()];
  yield* fonts();
  yield [`${STATIC}/icons.svg`, sprite()];
  yield [`${STATIC}/icons.LICENSE.txt`, installed("lucide-static/LICENSE")];
  yield [`${OFFLINE}/dexie.js`, dexie()];
  yield [`${OFFLINE}/dexie.LICENSE.txt`, installed("dexie/LICENSE")];
  yield [`${VENDOR}/axe.min.js`, installed("axe-core/axe.min.js")];
  yield [`${VENDOR}/axe.LICENSE.txt`, installed("axe-core/LICENSE")];
  yield [`${VENDOR}/axe.LICENSE-3RD-PARTY.txt`, installed("axe-core/LICENSE-3RD-PARTY.txt")];
}

function build(target) {
  rmSync(join(target, STATIC, "fonts"), { recursive: true, force: true }); // a font no longer listed must go
  const paths = [];
  for (const [path, content] of everything()) {
    mkdirSync(dirname(join(target, path)), { recursive: true });
    writeFileSync(join(target, path), content);
    paths.push(path);
  }
  return paths;
}

function firstDifference() {
  const fresh = mkdtempSync(join(tmpdir(), "clew-frontend-"));
  try {
    const paths = build(fresh);
    const committedFonts = join(root, STATIC, "fonts");
    const extra = (existsSync(committedFonts) ? readdirSync(committedFonts) : [])
      .map((file) => relative(root, join(committedFonts, file)).replaceAll("\\", "/"))
      .find((path) => !paths.includes(path));
    const stale = (path) => !existsSync(join(root, path))
      || !readFileSync(join(root, path)).equals(readFileSync(join(fresh, path)));
    return paths.find(stale) ?? extra;
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}

if (process.argv.includes("--check")) {
  const path = firstDifference();
  if (path) {
    console.error(`${path} is not what frontend/ builds: run "npm run build" in frontend/ and commit the result.`);
    process.exit(1);
  }
  console.log("All built files are what frontend/ builds.");
} else {
  console.log(`${build(root).length} files built.`);
}
