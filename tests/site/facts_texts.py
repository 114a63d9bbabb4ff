"""Facts and answers as texts, as people write them down for the command line. All made up."""

from typing import Final

# The example of docs/reference/classify.md: one phase of an example of the UN, coded in full.
WHOLE: Final = """\
id: V01-10
jurisdiction: INT
on: 2024-05-01
child: unknown
act: {recruitment: yes, transportation: yes, transfer: yes, harbouring: unknown, receipt: unknown}
means: {threat_or_force: unknown, coercion: yes, abduction: no, fraud: no, deception: no,
  abuse_of_power: no, abuse_of_vulnerability: yes, payment_to_controller: yes}
purpose: {sexual_exploitation: yes, forced_labour: unknown, slavery_or_similar: no, servitude: no,
  organ_removal: no, forced_criminality: no, forced_begging: no, forced_marriage: no,
  illegal_adoption: no, surrogacy_exploitation: no, other_exploitation: no}
crossing: {illegal_entry: yes, illegal_stay_enabled: no, fraudulent_documents: no,
  not_national_or_resident: yes}
benefit: {financial_or_material: yes, humanitarian_or_family_motive: no}
aggravation: {danger_to_life_or_safety: no, inhuman_or_degrading_treatment: yes}
"""
SMUGGLED: Final = """\
id: S-1
act: {recruitment: no, transportation: no, transfer: no, harbouring: no, receipt: no}
crossing: {illegal_entry: yes, not_national_or_resident: yes}
benefit: {financial_or_material: yes}
"""
GERMAN_MISTAKE: Final = "id: a\nact:\n  recruitment: yes\n  receipt: JA\n"
FORCED_LABOUR: Final = """\
instrument: ilo-forced-labour-11
answers:
  ILO11.01: present
  ILO11.02: absent
  ILO11.09: present
"""
BOMB: Final = "".join(
    f"a{level}: &a{level} [{', '.join([f'*a{level - 1}'] * 9)}]\n" if level else "a0: &a0 [ha]\n"
    for level in range(10)
)
ELEVEN_MEGABYTES: Final = b"id: a # " + b"x" * 11_000_000
