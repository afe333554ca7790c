"""Words of the field that have æ, ø or å, as slides of such meetings use them. Data only."""

_TEXT = """
på når så også må nå råde både måde åben åbner åbent åbne åbnes årsag års året årlig årshjul
måned måneder måske mål målet spørgsmål sådan således småting påbegyndt påbegyndte ikke-påbegyndt
møde møder mødet mødes mødets programledermøde programledermøder programledermødet brugermøde
dialogmøde informationsmøde leverandørmøde netværksmøde opstartsmøde
bølge bølger bølgen bølgeplan bølgevis
løsning løsninger løsningen løsningens løsningerne it-løsning fagløsning
ændring ændringer ændres ændret ændrede ændrer ændre
næste næsten nævnt nærmere nødt nødvendig nødvendige nødvendigt nødplan
fælles fælleskommunal fælleskommunale fællesskab færdig færdige færre
gælder gældende gøre gør gøres gøremål
høring høringssvar højt høje
ønsker ønske ønskes økonomi økonomisk økonomien øvrige øvelse øvelser
først første førstkommende
følger følgende følge følg opfølgning opfølgende opfølg fortsættes fortsætter fortsætte
gennemført gennemføres gennemfører gennemføre gennemgår gennemgå
udfører udføres udføre udført udpegning
kører køre kørsel kørsler kørende
læs læse læser læsning læring
lønsystem lønkoordinator lånerkort
måltal måling nøgle nøglepersoner nøgletal
opgørelse opgørelser opgørelsen
plejehjem prøve prøver prøvedrift afprøve afprøvning
påvirker påvirket påmindelse pålagt
præcis præcisering præciseret præsentation præsentationer
rådgiver rådhus rådhuset
sæt sætte sættes idriftsætte idriftsættes idriftsættelse idriftsættelsen fastsættes
søger søge søgning ansøgning
særlig særlige særligt
støtte støttesystem støttesystemer støttesystemerne støttesystemernes
systemejer tænkt tænker
tværgående tværfaglig tværs
tillæg tillægsaftale tillægsaftaler tillægsaftalen
træder træffes kræver krævet krævede træning
uafklaret uændret udløber udløbet
understøtte understøtter understøttelse
vælg vælge vælger vælges væsentlig væsentlige
værktøj værktøjer være været værd
årsmøde årskonference
vejledning område områder området fagområde fagområder dataområder
børn børns barsel forældre ældre ældreområdet sundhedsområdet
indgår indgå går gået udgår udgå udgået foregår
forårets forår efterår efteråret foråret sommerferien
forpligter forsinkelse forslag få-adgang
håndtering håndteres håndterer brugerhåndtering
leverandør leverandører leverandøren leverandørens leverandørerne leverandørernes
fagsystemleverandør løbende forløb forløbet tilslutningsforløb
kommunebesøg besøg besøge besøger besøgt besøges
bemærk bemærkning bemærkninger
afhængig afhængige afhængigt
kvægbasen køreprøvebooking
tilgængelig tilgængelige tilgængelighed
spørger spørg spørgeskema
svarfrist mødedeltagere lækage
knækmodel knækgrænse
økonomiansvarlig rådighed målgruppe målgrupper
udsættes udsætte udsat udskydelse
indfører indføres indført overgår overgå
afløses afløser afløst løses løser løse løst
ophører ophøre fratrædelse
overførsel overføres
påkrævet forudsætning forudsætninger
tilføjet tilføjes tilføj tilføje
rækkefølge række rækker
ajourføre ajourføres ajourført
sørge sørger
grundlæggende
"""
WORDS = tuple(dict.fromkeys(_TEXT.split()))
"""The words that a damaged form is mended to."""
_PLAIN = """
barn barns bade base bort born brand da dele den der det du en er et far fald for fra gal gang
giver glad har haj hej her hen hos hoved kan kar kat kort lad land lang last laser laserne lav lave
laver les lov man mand mange mars med mere mod ned ner nej nogen nogle oplag orden
plads pladser rad rare ret sag sager sal sagerne sammen samt sat satte sattes se ser sende sender
skal slag sorg stand tag tager tale taler te trak tre tro ud uge vaner var vare varer valg valgt
valget valgte vand vej ven vil vore aldre aldrig andre alle altid alt at
"""
PLAIN = frozenset(_PLAIN.split())
"""Words that are right as they stand, though a word above may come to look so."""
