"""Common names of Europe, from which people who never lived are put together.

One entry is `name:other,third~short=native`: other standards of writing it, what friends say,
and its own script. Family names are roots and endings; a pair `m/f` is the form by sex.
Read by `vocabulary`.
"""

from typing import Final

from bench.worlds.second.arrays import listed

ENGLISH_MEN: Final = listed("""
James~Jim John~Jack Robert~Bob Michael~Mick David~Dave William~Bill Richard~Rich Thomas~Tom
Christopher~Chris Daniel~Dan Matthew~Matt Anthony~Tony Mark Steven:Stephen~Ste Andrew~Andy Paul
Joshua~Josh Kenneth~Ken Kevin~Kev Brian:Bryan Edward~Ted Ronald~Ron Timothy~Tim Jason
Jeffrey:Geoffrey~Jeff Gary~Gaz Nicholas~Nick Jonathan~Jon Stephen:Steven~Steve Scott Simon~Si
Benjamin~Ben Samuel~Sam Gregory:Gregor~Greg Alexander~Alex Patrick~Paddy Raymond~Ray Dennis~Den
Peter~Pete Adam Nathan~Nate Henry~Harry Douglas~Doug Kyle Carl:Karl Arthur~Art Roger Keith
Lawrence:Laurence~Larry Sean:Shaun Craig Alan:Allan~Al Wayne Philip:Phillip~Phil Ian:Iain
Lee:Leigh Graham:Graeme Neil:Neal Stuart:Stewart Derek:Derrick~Del Martin~Marty Barry~Baz
Oliver~Ollie
""")
ENGLISH_WOMEN: Final = listed("""
Mary~Molly Patricia~Pat Jennifer~Jenny Linda~Lin Elizabeth:Elisabeth~Liz Barbara~Babs Susan~Sue
Jessica~Jess Sarah:Sara~Sal Karen:Karin~Kaz Lisa Nancy~Nan Margaret~Maggie Sandra~Sandy Ashley
Kimberly~Kim Emily~Em Donna Michelle~Shell Carol:Carole Amanda~Mandy Melissa~Mel
Deborah:Debra~Deb Stephanie~Steph Rebecca:Rebekah~Becky Laura Helen:Helena Sharon~Shaz
Cynthia~Cindy Kathleen~Kath Amy:Aimee Angela~Ange Shirley Anna:Anne Brenda~Bren Pamela~Pam
Emma~Em Nicole~Nikki Samantha~Sam Katherine:Catherine,Kathryn~Kate Christine~Chris Rachel~Rach
Carolyn:Caroline~Caz Janet~Jan Maria Heather Diane:Dianne~Di Julie Joyce Victoria~Vicky Kelly
Christina~Tina Joan Evelyn:Eveline~Eve Lauren Judith~Judy Olivia~Liv Frances~Fran Martha
Cheryl~Chez Hannah~Han
""")
ENGLISH_FAMILIES: Final = listed("""
Smith:Smyth Jones Taylor:Tayler Brown:Browne Wilson:Willson Evans Thomas Johnson Roberts Walker
Wright Robinson Thompson:Thomson White:Whyte Hughes Edwards Green:Greene Hall Wood Harris Lewis
Martin Jackson Clarke:Clark Turner Hill Cooper Morris Ward Moore:More King Watson Baker Harrison
Morgan Patel Young Allen:Allan Mitchell James Anderson Phillips:Philips Lee:Leigh Bell Parker
Davis Read:Reid,Reed Shepherd:Sheppard Matthews:Mathews Pearce:Pierce Stephens:Stevens Nicholson
""")
ENGLISH_ROOTS: Final = listed("""
Ash Brad Hart Wel Stan Hol Whit Black Lang Mar Har Thorn Brom Cal Dun El Far Gar Hal Ken Lin Mel
Nor Oak Pem Rad Sel Til Ul Wal Win Yar Bar Bur Cran Den Ed Fen Green Hamp Kirk Lamb Mid Nether
Old Pres Roth Shel Skel Strat Sut Thur Up War Wes Wool Ald Bex Cob
""")
ENGLISH_ENDS: Final = listed(
    "ton ley ford well wood by worth field ham man son bridge stone more cote"
)

POLISH_MEN: Final = listed("""
Piotr:Peter~Piotrek Krzysztof:Christopher~Krzysiek Andrzej:Andrew~Jędrek Tomasz:Thomas~Tomek
Paweł:Paul~Pawełek Jan:John~Janek Michał:Michael~Misiek Marcin:Martin~Marcinek Jakub:Jacob~Kuba
Adam~Adaś Łukasz:Lucas~Łukaszek Marek:Mark~Mareczek Grzegorz:Gregory~Grzesiek
Mateusz:Matthew~Mati Wojciech:Adalbert~Wojtek Mariusz:Marius~Mario Dariusz:Darius~Darek
Zbigniew~Zbyszek Jerzy:George~Jurek Maciej:Matthias~Maciek Rafał:Raphael~Rafi Robert~Robcio
Józef:Joseph~Józek Jacek:Jack~Jacuś Stanisław:Stanislaus~Staszek Henryk:Henry~Heniek
Sławomir~Sławek Jarosław~Jarek Bartosz~Bartek Kazimierz:Casimir~Kazik Leszek~Lesio
Przemysław~Przemek Mirosław~Mirek Ryszard:Richard~Rysiek Dawid:David~Dawidek Sebastian~Seba
Artur:Arthur~Arturek Zdzisław~Zdzich Waldemar~Waldek Bogdan~Boguś Radosław~Radek Damian~Damianek
Szymon:Simon~Szymek Edward~Edek Wiesław~Wiesiek
""")
POLISH_WOMEN: Final = listed("""
Anna:Ann~Ania Katarzyna:Catherine~Kasia Małgorzata:Margaret~Gosia Agnieszka:Agnes~Aga
Barbara~Basia Ewa:Eva~Ewka Krystyna:Christine~Krysia Magdalena~Magda Elżbieta:Elizabeth~Ela
Joanna:Joan~Asia Aleksandra:Alexandra~Ola Zofia:Sophie~Zosia Monika:Monica~Monia
Teresa:Theresa~Tereska Danuta~Danka Natalia:Natalie~Natka Karolina:Caroline~Karola
Marta:Martha~Martusia Julia~Julka Beata~Beatka Dorota:Dorothy~Dorotka Jolanta~Jola
Grażyna~Grażka Iwona:Yvonne~Iwonka Justyna:Justine~Justa Paulina:Pauline~Paula
Wioletta:Violet~Wiola Renata~Renatka Sylwia:Sylvia~Sylwka Bożena~Bożenka
""")
POLISH_ROOTS: Final = listed("""
Kowal Wiśniew Lewandow Zieliń Szymań Dąbrow Kozłow Jankow Wojciechow Kwiatkow Kaczmar Piotrow
Grabow Pawłow Michal Adam Jabłoń Majew Olszew Malinow Jawor Witkow Rutkow Sikor Ostrow Baranow
Sokołow Czarnec Górec Tomaszew Zakrzew Wróblew Marciniakow Przybyl Borkow Sadow Chmielew
Kołodziej Szczepań Laskow Brzeziń Makow Ziółkow Krajew Wysoc Kalinow Głow Markow Lis Domań
Bielec Borzęc Gorzel Lipow Dębow Sosnow Brzozow Wilkow Jeleń Bobrow Gołęb Żuraw Słowik Kruk Czaj
Jastrz Bocian Rogal Topol Wierzb Rzep Konop Ogrod Młynar Piekar Rybar Szewc Bednar Krupiń
Łukasiew Stolar Garncar Mielcar Cies Zdun Bartn Siekier
""")
POLISH_ENDS: Final = listed("ski/ska owski/owska iński/ińska czyk iak owicz")
ROMANIAN_MEN: Final = listed("""
Ion:John~Nelu Gheorghe:George~Gigi Vasile:Basil~Vasi Constantin:Constantine~Costel
Nicolae:Nicholas~Nicu Alexandru:Alexander~Alex Mihai:Michael~Mișu Andrei:Andrew~Andi Marian~Mari
Florin~Florinel Ștefan:Stephen~Fane Cristian:Christian~Cristi Adrian~Adi Daniel~Dani
Dumitru:Demetrius~Mitică Petru:Peter~Petrică Ionuț~Ionel Marius~Mari Bogdan~Bogdănel
Răzvan~Răzvi Cătălin~Căta Sorin~Sorinel Viorel~Vio Lucian~Luci Gabriel~Gabi
Claudiu:Claudius~Clau Ovidiu:Ovid~Ovi Liviu~Livi Costin
""")
ROMANIAN_WOMEN: Final = listed("""
Maria:Mary~Mia Elena:Helen~Lenuța Ioana:Joan~Ionela Andreea:Andrea~Deea Mihaela~Miha
Ana:Anne~Anca Cristina:Christine~Cristi Daniela~Dana Alexandra~Alexa Gabriela~Gabi
Florentina~Flori Mariana~Mari Georgiana~Geo Nicoleta:Nicolette~Nico Simona~Simo
Ștefania:Stephanie~Fani Roxana~Roxi Alina~Ali Loredana~Lore Ecaterina:Catherine~Cati
Lăcrămioara~Lăcri Doina Rodica Camelia~Cami Adina
""")
ROMANIAN_ROOTS: Final = listed("""
Pop Ion Marin Stan Dumitr Gheorgh Constantin Const Stoic Diacon Ilin Tom Mun Lup Rus Bălan Mold
Petr Nicul Flor Vasil Andre Crist Barb Dobr Șerb Tudor Neagr Rad Oprest Țur Georg Căt Mihăil Văc
Cojoc Ciob Morar Bogd Rotar Păun Vlăd Albul Iordăch Filip
""")
ROMANIAN_ENDS: Final = listed("escu eanu aru ea oiu ache ovici")
ALBANIAN_MEN: Final = listed("""
Agim~Gimi Arben~Beni Besnik~Niku Dritan~Tani Fatmir~Miri Genti~Gent Ilir~Liri Artan~Tani Luan
Sokol~Koli Bujar~Buja Erion~Rion Klodian~Klodi Shkëlqim~Qimi Gëzim~Gzimi Gjon:John~Gjoni Ndue
Pëllumb~Lumi Xhevdet~Xheva Edmond~Mondi Altin~Tini Ardit~Diti Blerim~Blerti Çlirim~Limi
Petrit~Triti Skënder:Alexander~Deri Valon~Loni Zef:Joseph~Zefi Kreshnik~Niku Kujtim~Timi
""")
ALBANIAN_WOMEN: Final = listed("""
Mimoza~Moza Drita~Dita Flutura~Tura Teuta Valbona~Bona Lindita~Linda Elira~Lira Arta Besa Blerta
Shpresa~Resa Vjollca:Violet~Vjola Albana~Bana Ermira~Mira Majlinda~Linda Luljeta~Lule Zana Yllka
Ardiana~Diana Fatmire~Mire Entela~Tela Rovena~Vena Dorina~Dori Xhuljeta~Xhula
""")
ALBANIAN_ROOTS: Final = listed("""
Hox Ber Gjok Prend Mark Ndrec Kol Lek Shal Kras Dem Bal Muç Rexh Sul Bajr Has Tah Duk Çel Kuq
Zog Met Dod Gjin Pal Qos Vuks Lik Mal Hys Xhaf Llesh Mus
""")
ALBANIAN_ENDS: Final = listed("a aj i oli eti allari iqi")
