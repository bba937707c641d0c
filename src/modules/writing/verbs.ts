// The verbs that notes and letters from an authority are made of, in the forms where -s says that something is done and not who does it.
// Verbs that mean something of their own in -s ("finns", "hoppas", "träffas") are not here; those that look like the rest are `deponents`.

const list = (text: string): string[] => text.trim().split(/\s+/)
const set = (text: string): ReadonlySet<string> => new Set(list(text))

/** beslutas, beslutades, beslutats; beslutad, beslutat, beslutade. Verbs in -era are known by their ending. */
const first = list(`
  anlita anmoda anordna anpassa anvisa avboka avgränsa avklara avlasta avlägsna avsluta avtala avvakta avvisa beakta bearbeta befara behandla
  bekosta bekräfta belasta bemanna benämna besluta betala betrakta bevaka bevilja bevisa bifoga bilda boka dela efterfråga fatta flytta fråga
  främja förankra fördela förenkla förhandla förklara förkorta förmedla förneka förnya försvåra försäkra förvalta förvara förvänta förändra gallra
  granska grunda hantera hitta hota häkta hämta hänvisa inrätta intyga jämka kalla klandra kontakta korta lagra lämna låsa meddela neka notera
  nyttja omfatta ompröva omvandla ordna orsaka påbörja påkalla påskynda påtala påverka påvisa redovisa rådfråga rädda räkna rätta samordna skada
  skaffa skapa skicka skjutsa skydda spara spärra starta stoppa straffa städa stötta svara säkra tala testa tilldela tillfråga tillkalla tilltala
  tillämpa tolka tvinga tvätta underlätta underrätta undervisa uppfatta uppmana uppmuntra uppmärksamma uppskatta utarbeta utbetala utbilda utforma
  utfärda utnyttja utpeka utrusta utvidga utöva utöka vakta varna vanvårda visa vårda åberopa återbetala återkalla återlämna åtala åtgärda ändra
  öppna övervaka överlämna överklaga`)

/** bedöms, bedömas, bedömdes, bedömts; bedömd, bedömt, bedömda: their stems. */
const second = list(`
  anmäl anställ använd avbeställ avstäng beställ bedöm begär berör bestäm döm fastställ fyll följ fördöm fördröj förstör försörj genomför godkänn
  hänför igenkänn inför inställ kör medför missbedöm påför skilj stäng ställ stör säkerställ sänd tillför tillställ uppfyll uppför utför utestäng
  verkställ återför återställ återsänd överför översänd`)

/** söks, sökas, söktes, sökts; sökt, sökta: their stems. */
const third = list(`
  ansök besök eftersök förhöj köp hjälp skärp släpp stryk stärk styrk sänk sök tänk täck upptäck utsök återköp`)

/** Verbs that change more than their ending: infinitive, present, past and supine in -s, then the participles. */
const strong = `
  skrivas skrivs skrevs skrivits skriven skrivet skrivna; beskrivas beskrivs beskrevs beskrivits beskriven beskrivet beskrivna
  inskrivas inskrivs inskrevs inskrivits inskriven inskrivet inskrivna; utskrivas utskrivs utskrevs utskrivits utskriven utskrivet utskrivna
  avskrivas avskrivs avskrevs avskrivits avskriven avskrivet avskrivna; föreskrivas föreskrivs föreskrevs föreskrivits föreskriven föreskrivet föreskrivna
  ges gavs getts givits given givet givna; anges angavs angetts angivits angiven angivet angivna; delges delgavs delgetts delgivits delgiven delgivet delgivna
  utges utgavs utgetts utgivits; tas togs tagits tagen taget tagna; antas antogs antagits antagen antaget antagna
  intas intogs intagits intagen intaget intagna; mottas mottogs mottagits mottagen mottaget mottagna; upptas upptogs upptagits
  vidtas vidtogs vidtagits vidtagen vidtaget vidtagna; omhändertas omhändertogs omhändertagits omhändertagen omhändertaget omhändertagna
  undantas undantogs undantagits undantagen; fråntas fråntogs fråntagits fråntagen; iakttas iakttogs iakttagits iakttagen
  avses avsågs avsetts; utses utsågs utsetts utsedd utsett utsedda; förses försågs försetts försedd; tillgodoses tillgodosågs tillgodosetts tillgodosedd tillgodosedda
  hållas hålls hölls hållits; erhållas erhålls erhölls erhållits; tillhandahållas tillhandahålls tillhandahölls tillhandahållits tillhandahållen
  undanhållas undanhålls undanhölls undanhållits; innehållas innehålls innehölls innehållits; upprätthållas upprätthålls upprätthölls upprätthållits
  läggas läggs lades lagts lagd lagt lagda; handläggas handläggs handlades handlagts handlagd handlagda; anläggas anläggs anlades anlagts
  åläggas åläggs ålades ålagts ålagd ålagda; föreläggas föreläggs förelades förelagts förelagd förelagda; kartläggas kartläggs kartlades kartlagts kartlagd
  klarläggas klarläggs klarlades klarlagts klarlagd klarlagt; förläggas förläggs förlades förlagts; nedläggas nedläggs nedlades nedlagts nedlagd
  sättas sätts sattes satts; fastsättas avsättas avsätts avsattes avsatts avsatt; tillsättas tillsätts tillsattes tillsatts tillsatt tillsatta
  ersättas ersätts ersattes ersatts ersatt ersatta; åsidosättas åsidosätts åsidosattes åsidosatts åsidosatt; fortsättas utsättas utsätts utsattes utsatts
  sägas sägs sades sagts sagd; uppsägas uppsägs uppsades uppsagts uppsagd uppsagda; göras görs gjordes gjorts; avgöras avgörs avgjordes avgjorts avgjord avgjort avgjorda
  dras drogs dragits dragen draget; indras indrogs indragits indragen indraget indragna; avdras; fråndras
  bjudas bjuds bjöds bjudits bjuden bjudna; erbjudas erbjuds erbjöds erbjudits erbjuden erbjudet erbjudna; förbjudas förbjuds förbjöds förbjudits förbjuden förbjudet
  inbjudas inbjuds inbjöds inbjudits inbjuden inbjudna; brytas bryts bröts brutits bruten brutet; avbrytas avbryts avbröts avbrutits avbruten avbrutet avbrutna
  skjutas skjuts uppskjutas uppskjuts uppsköts uppskjutits uppskjuten uppskjutet; slås slogs slagits slagen slaget slagna
  avslås avslogs avslagits avslagen avslaget avslagna; fastslås fastslogs fastslagits fastslagen; föreslås föreslogs föreslagits föreslagen föreslaget föreslagna
  låtas tillåtas tillåts tilläts tillåtits tillåten tillåtet; överlåtas överlåts överläts överlåtits överlåten; bäras bärs bars burits buren
  drivas drivs drevs drivits driven drivet; bedrivas bedrivs bedrevs bedrivits; fördrivas fördrivs fördrevs
  väljas väljs valdes valts vald valt valda; säljas säljs såldes sålts såld sålt sålda; avtvingas
  nås nåddes nåtts; uppnås uppnåddes uppnåtts; förmås förmåddes förmåtts; utredas utreds utreddes utretts utredd utrett utredda
  ledas leddes letts inledas inleds inleddes inletts inledd inlett inledda; beredas bereds bereddes beretts beredd; förberedas förbereds förbereddes förberetts
  vägas vägs vägdes vägts vägd; övervägas övervägs övervägdes övervägts; prövas prövs prövdes prövts; krävas krävs krävdes krävts
  återkrävas återkrävs återkrävdes återkrävts återkrävd; upphävas upphävs upphävdes upphävts upphävd upphävt upphävda; hävas hävs hävdes hävts hävd hävt hävda
  lösas löses löstes lösts löst; läsas läses lästes lästs läst; hyras hyrs hyrdes hyrts; styras styrs styrdes styrts; bytas byts byttes bytts bytt
  skötas sköts sköttes skötts skött; mätas mäts mättes mätts; utmätas utmäts utmättes utmätts; upplysas upplystes upplysts upplyst; hämmas
  bifallas bifalls bifölls bifallits bifallen bifallet bifallna; återfås; undersökas undersöks undersöktes undersökts undersökt undersökta
  höras hördes hörts; förhöras förhörs förhördes förhörts förhörd; tillerkännas tillerkänns tillerkändes tillerkänts; bekännas
  erkännas erkänns erkändes erkänts erkänd; nekas nämnas nämns nämndes nämnts nämnd nämnt; omnämnas omnämns omnämndes; utnämnas utnämns utnämndes utnämnts utnämnd
  gömmas göms gömdes gömts; glömmas glöms glömdes glömts glömd glömt; dömas döms dömdes dömts dömd; tvångsvårdas utvisas avvikas hotas
  begränsas förlängas förlängs förlängdes förlängts förlängd förlängt förlängda; påminnas påminns påmindes påmints påmind; utvecklas`
  .split(/[;\s]+/)
  .filter(Boolean)

/** Look like the passive and are not: the one spoken of does it, or nobody does. */
export const deponents = set(`
  andas andades andats avundas behövas behövs behövdes behövts blygas brottas brås dagas envisas envisades envisats fattas fattades finnas finns fanns
  funnits födas föds föddes fötts förefinnas förlovas förlovades förstås färdas färdades grånas gruvas handskas hoppas hoppades hoppats hämnas hörs
  hördes höras infinnas kivas kramas kräkas kräktes kräkts kännas känns kändes känts lossas lyckas lyckades lyckats låtsas låtsades låtsats mattas minnas
  minns mindes mints misslyckas misslyckades misslyckats misstänkas mötas möts möttes mötts nalkas nöjas nöjs närmas närmades rymmas ryms rymdes saknas
  saknades saknats samlas samlades samlats samsas ses setts sågs skiljas skiljs skildes skilts skämmas skäms skämdes skämts slåss slogs slagits svettas
  svettades svettats synas syns syntes synts trivas trivs trivdes trivts trängas träffas träffades träffats tyckas tycks tycktes umgås umgicks umgåtts
  utvecklas utvecklades utvecklats vantrivas vantrivs vistas vistades vistats väsnas vändas åldras åldrades åldrats ångras återfinns återfinnas återses
  enas enades enats gillas gifts skrämmas förändras förändrades förändrats förvärras förvärrades förvärrats förbättras förbättrades
  förbättrats försämras försämrades försämrats minskas ökas upphöras lugnas hjälpas hjälps pussas bråkas`)

/** End like a verb in -s after "ska" or "har", and are no verb: "har plats", "ska deras". */
export const nouns = set(`
  alias allas andras annas arbetsplats atlas bådas barnas bas bostadsplats bussas deras dess era flickas förskoleplats gas glas gras hemmaplats idas
  insats insatsers jonas kalas kameras klas kommas kramas kras lukas mammas mattias mats målsats operas pappas personas plats platsas ras resultats
  sats skolplats skolas stas stans tobias trots vas vårdplats öppenvårdsinsats`)

/** "anställdes", "godkändes", "sändes": after n the double letter goes, and "sänd" has its d already. */
const short = (stem: string) => stem.replace(/nn$/, 'n').replace(/nd$/, 'n')

const forms = [
  ...first.flatMap((verb) => [`${verb}s`, `${verb}des`, `${verb}ts`]),
  ...second.flatMap((stem) => [`${stem}s`, `${stem}as`, `${short(stem)}des`, `${short(stem)}ts`]),
  ...third.flatMap((stem) => [`${stem}s`, `${stem}as`, `${stem}tes`, `${stem}ts`]),
  ...strong.filter((form) => form.endsWith('s')),
]
const participles = [
  ...first.flatMap((verb) => [`${verb}d`, `${verb}t`, `${verb}de`]),
  ...second.flatMap((stem) => [`${short(stem)}d`, `${short(stem)}t`, `${short(stem)}da`]),
  ...third.flatMap((stem) => [`${stem}t`, `${stem}ta`]),
  ...strong.filter((form) => !form.endsWith('s')),
]

/** Every form in -s of the verbs above, but for those that mean something of their own. */
export const passives: ReadonlySet<string> = new Set(forms.filter((form) => !deponents.has(form)))
/** beslutad, avslagen, utredda: what "bli" makes a passive of. */
export const done: ReadonlySet<string> = new Set(participles)
