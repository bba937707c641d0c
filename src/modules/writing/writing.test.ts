import fc from 'fast-check'
import { expect, test } from 'vitest'
import { lixOf } from '#kernel/values/lix'
import { sentencesOf, wordsOf } from '#kernel/values/sentences'
import { glossary } from './glossary.ts'
import { type Finding, reviewOf } from './review.ts'

// In the sentences below what is to be found stands in [brackets], and | stands where one sentence ends and the next begins.

const sentences = (text: string) =>
  text
    .trim()
    .split('\n')
    .map((line) => line.trim())
const bare = (text: string) => text.replace(/[[\]]/g, '')
const wanted = (text: string) => [...text.matchAll(/\[([^\]]+)\]/g)].map((found) => found[1])
const found = (text: string, kind: Finding['kind']) =>
  reviewOf(bare(text))
    .findings.filter((one) => one.kind === kind)
    .map(({ words }) => words)

test.each(
  sentences(`
    Hon kom i går. | Vi pratade länge.
    Mötet är kl. 9.30 på tisdag. | Ta med legitimation.
    Mötet börjar kl. 13. | Ta med legitimation.
    Du kan ta med något, t.ex. Annas brev.
    Du kan ta med papper, t.ex. lönebesked och hyresavi. | Ring om du är osäker.
    Vi behöver bl.a. Kronofogdens brev.
    Det gäller dvs. barnen.
    Det var d.v.s. Anna som ringde.
    Han köpte mat, kläder m.m. | Sedan gick han hem.
    Han köpte mat, kläder m.m. innan han gick hem.
    Anna, Bo, Camilla m.fl. var med. | Mötet tog en timme.
    Vi träffades den 3. juni i skolan.
    Den 12.3.2026 kom svaret. | Det var ett ja.
    Beslutet är från 2026-01-15. | Du kan överklaga det.
    Enligt 4 kap. 1 § socialtjänstlagen har du rätt till hjälp.
    Enligt kap. 4 gäller det också dig.
    Hyran är 7 500,50 kr. | Den betalas i förskott.
    Hyran är 7.500 kr i månaden.
    K. Svensson ringde. | Hon vill bli uppringd.
    Dr. Berg skrev intyget.
    Prof. Lind och dr. Berg var där.
    "Hur mår du?" frågade hon.
    Hur mår du? | Bra, sade han.
    Hon sade: | "Jag orkar inte." | Sedan gick hon.
    Så här gör du: | Ring oss.
    Ta med det här: legitimation och hyresavi.
    Han hade (se bilagan.) | Hon hade inget.
    Hon var trött ... men kom ändå.
    Hon var trött... | Sedan sov hon.
    Stanna! | Vänta på mig.
    Vad hände? | Ingen vet!
    Tel. 0980-31 92 00 går till växeln.
    Avtalet gäller fr.o.m. mars t.o.m. maj.
    Det tog ca. 20 minuter. | Alla fick prata.
    Pojken är 16-årig och bor hos mamma. | Pappan bor i Umeå.
    Hon kom hem sent igen. | sedan ringde hon till mig.
    Skolan slutar kl. 14.10 resp. 15.20 på fredagar.
    Vi ses på mån. eller tis. nästa vecka.
    Hon fick 3 st. | Det räckte.
    Mötet var kort, ca 10 min. | Alla var nöjda.
    Du får hjälp p.g.a. Din sjukdom.
    Hon är 34 år, f.d. lärare.
    Det s.k. Nätverket träffades.
  `),
)('%s', (line) => {
  const parts = line.split(' | ')
  const words = wordsOf(parts.join(' '))
  const starts = sentencesOf(words).map(({ from }) => words[from]!.text)
  expect(starts).toEqual(parts.map((part) => wordsOf(part)[0]!.text))
})

test('a heading, a list and a line by itself are sentences of their own', () => {
  const text = 'Om mötet\n\nVi träffades i skolan.\nTa med:\n- legitimation\n- hyresavi\n1. Ring oss\n2. Kom hit'
  expect(sentencesOf(wordsOf(text)).length).toBe(7)
})

test.each(
  sentences(`
    Ärendet [handläggs] av enheten.
    Beslutet [fattades] den 3 mars.
    Ansökan [beslutades] av nämnden.
    Ansökan ska [prövas] av nämnden.
    Din ansökan har [beviljats].
    Uppgifterna har [inhämtats] från skolan.
    Modern [kontaktades] per telefon.
    Modern har inte [kontaktats].
    Utredningen [genomfördes] under våren.
    Planen [följs] upp i maj.
    Insatsen kan [avslutas] när som helst.
    Barnet [bedöms] ha behov av stöd.
    Uppgifterna [dokumenteras] i akten.
    Allt [dokumenterades] samma dag.
    Hembesöket ska [planeras] med familjen.
    Pengarna [betalas] ut i slutet av månaden.
    Ansökan [avslogs] eftersom inkomsten var för hög.
    Ett brev [skickades] till dig.
    Beslutet kan [överklagas] inom tre veckor.
    Han [omhändertogs] samma kväll.
    Det har [utretts] tidigare.
    Det har [gjorts] en bedömning.
    Kallelsen [skrevs] i fredags.
    Stödet [ges] av kommunen.
    Uppgifter [lämnas] till skolan.
    Du [kallas] till ett möte.
    Barnet måste [skyddas] nu.
    Hon [blev utredd] två gånger.
    Ansökan [blev avslagen].
    Ärendet [blir avslutat] i maj.
    Han har [blivit kontaktad] av oss.
    De [blev snabbt informerade] om beslutet.
    Brevet måste [översättas] först.
    Ansökan [ogillades] av domstolen.
    Du behöver inte oroa dig för barnets hus.
    Vi hoppas att du kommer på mötet.
    Det finns en plats på fredag.
    Han trivs i skolan och minns allt.
    Vi möts i receptionen och ses igen om en vecka.
    Hon lyckades få ett arbete.
    Det behövs ett intyg och det saknas två papper.
    Det känns bra och det syns på honom.
    Det här är deras barn och allas ansvar.
    Vi har plats för två.
    Han har flera insatser och ett hus.
    Tobias, Jonas och Andreas kom på mötet.
    Hon blev glad och han blev ledsen.
    Det blir bättre när du har kontaktat oss.
    Det blir ett möte på fredag.
    Hon blev rädd, trött och stressad.
    Kommunens beslut gäller barnets skolgång.
    Hon andas lugnt och svettades mycket.
    Vi träffades i skolan och umgicks efteråt.
    Familjen vistas i Umeå.
    Han föddes i Luleå.
    Vi hjälps åt.
    Han blev vuxen tidigt.
    Vi kan inte låtsas att det är bra.
    Det är flickas pappa som ringde.
    Barnets resultats nivå var god.
  `),
)('passive: %s', (line) => expect(found(line, 'passive')).toEqual(wanted(line)))

test.each(
  sentences(`
    Du får [avslag] på ansökan.
    Ansökan [avslogs] i går.
    Beslutet [vinner laga kraft] i maj.
    När beslutet har [vunnit laga kraft] gäller det.
    Det [föreligger] ett behov.
    Du kommer att [erhålla] pengar.
    Ansökan [inkom] den 3 mars.
    Handlingarna har [inkommit].
    Kopian ska vara [vidimerad].
    Skolans [yttrande] kom i dag.
    Hon [åberopar] ett läkarintyg.
    Vi kommer att [delge] dig beslutet.
    Ärendet är [anhängigt] i domstolen.
    Ansökan har [avskrivits].
    Ansökan [avvisas] eftersom den kom för sent.
    [Beträffande] barnen gäller samma sak.
    Brevet [avser] maj månad.
    Hjälpen är inte [adekvat].
    Du är [berättigad] till stöd.
    Vi får pengar [härmed].
    [Vederbörande] ska ringa.
    Det är [erforderligt] att du kommer.
    Kommunen [tillhandahåller] en lokal.
    Vi ska [tillse] att du får svar.
    Ansökan har [beviljats].
    Enligt [lagrummet] gäller detta.
    Din fråga [remitterades] till vården.
    Du har [umgänge] varannan helg.
    Han har [missbruksproblematik].
    Behovet [kvarstår].
    Det har [framkommit] att du flyttar.
    Vi [vidtar] flera [åtgärder].
    Ett [interimistiskt] beslut gäller.
    Kraven är [skäliga].
    Ditt [medgivande] behövs.
    Hon fick [anstånd] med hyran.
    Vi ska [implementera] ett nytt system.
    Du får ett nej på ansökan.
    Beslutet gäller nu.
    Vi har ett hus vid sjön.
    Solen sken hela dagen.
    Sol och bad är bra för barn.
    Kraften räckte inte till.
    Hon handlade mat.
    Du kan komma in och lämna papperet.
    Hon sade ja till hjälpen.
    Vi har fått ditt brev.
    Han avbröt mötet.
  `),
)('hard words: %s', (line) => expect(found(line, 'hard')).toEqual(wanted(line)))

test.each(
  sentences(`
    Vi kan [bolla] frågan vidare.
    Vi har [bollat] det med skolan.
    Ärendet [bollas] mellan enheterna.
    [Vi bollar] det här med chefen.
    Chefen [bollar frågan] vidare.
    Du [ramlade mellan stolarna].
    Du ska inte [falla mellan stolarna].
    Familjen [hamnade helt mellan stolarna].
    Hon [höll i trådarna] hela våren.
    Vem [håller egentligen i trådarna] nu?
    Han vill [lägga locket på].
    Hon [lade locket på] direkt.
    Vi [lägger det på is].
    Nu [ligger bollen hos] skolan.
    [Bollen ligger hos] dig.
    Han [satte ned foten] till slut.
    Ingen ska [sätta käppar i hjulet].
    Alla [drar åt samma håll].
    Hon [gick in i väggen] i höstas.
    Han [går på knäna] nu.
    Bitarna [föll på plats].
    Han [fick kalla fötter].
    Vi [fick upp ögonen för] problemet.
    Hon [har många bollar i luften].
    Ni får [ha is i magen].
    Vi har [kört fast].
    Han är [i startgroparna].
    Det [slår två flugor i en smäll].
    Skolan [såg mellan fingrarna].
    Vi får inte [stå och stampa].
    Hon ska [stå på egna ben].
    Han [trampade i klaveret].
    Jag [tappade tråden].
    Vi har [vänt på varje sten].
    Barnets ord [väger tungt].
    Vi [sopar inget under mattan].
    Han [kastade in handduken].
    Det [rann ut i sanden].
    Hon fick [bita i det sura äpplet].
    Alla dras inte [över en kam].
    Vi ser den [röda tråden].
    Barnen lekte med bollar på gården.
    Han ramlade ned från stolen mellan borden.
    Hon höll mamma i handen.
    Han lade locket i diskhon.
    Vi lade isen i frysen.
    Hon satte foten på golvet.
    De drar en vagn åt hållet mot skolan.
    Han gick in i rummet med vita väggar.
    Hon fick kalla händer.
    Bussen körde till Umeå.
    Vi vände på stenen.
    Han stod på benet.
    Tråden var röd.
    Hon kastade handduken i tvätten.
  `),
)('turns of speech: %s', (line) => expect(found(line, 'idiom')).toEqual(wanted(line)))

test('a sentence of more than 25 words is shown by its beginning, and one of 25 is not', () => {
  const sentence = (n: number) => `${Array.from({ length: n }, (_, at) => (at ? 'ord' : 'Ett')).join(' ')}.`
  expect(reviewOf(sentence(25)).findings).toEqual([])
  expect(reviewOf(`${sentence(3)} ${sentence(26)} ${sentence(4)}`).findings).toEqual([
    { kind: 'long', at: 13, words: 'Ett ord ord ord ord ord ord ord', count: 26 },
  ])
})

test.each([
  // Words, sentences, long words.
  ['Vi ses på fredag.', 4, 1, 0],
  ['Mötet är på fredag. Du behöver ta med legitimation.', 9, 2, 2],
  ['Socialtjänsten utreder behovet av försörjningsstöd enligt socialtjänstlagen.', 7, 1, 5],
  ['Du får 7 500 kr den 3 mars 2026.', 9, 1, 0],
  ['Hon är 16-årig och går på SFI-kursen.', 7, 1, 1],
])('the value of "%s" is what it is by hand', (text, words, count, long) => {
  expect(lixOf(text)).toMatchObject({ words, sentences: count, lix: Math.round(words / count + (100 * long) / words) })
})

test('what the value means follows the scale that is used in Sweden', () => {
  const level = (text: string) => lixOf(text)?.level
  expect(level('Vi ses nu.')).toBe('very-easy')
  expect(level('Handläggningen förutsätter fullständiga ansökningshandlingar beträffande boendekostnader.')).toBe('very-hard')
  expect(reviewOf(' \n ')).toEqual({ lix: undefined, findings: [], explained: [] })
})

test.each(
  sentences(`
    Hon [är manipulativ].
    Camilla [är aggressiv] och Sanna [ljuger] alltid.
    Mamman [upplevs som mycket aggressiv] på mötet.
    Han [vägrar] följa med till vården.
    Hon har [vägrat] att ta emot hjälp.
    Pappan [påstår] att han har betalat.
    Du [hävdar] att brevet inte kom.
    Hon [ljuger] om pengarna.
    Han [saknar motivation] att sluta.
    Klienten [verkar ganska lat].
    Sambon [blev ofta hysterisk].
    Hennes mamma Eva [påstod] något annat.
    Han [spelar offer] när vi frågar.
    Bilen vägrar starta när det är kallt.
    Skolan vägrar att lämna ut betyget.
    Cancern är aggressiv och växer.
    Han är inte aggressiv.
    Hon säger nej till behandling.
    Hon berättar att hon har betalat.
    Hon sade: ”Han vägrar och han ljuger.”
    Motparten hävdar hävd till marken.
    Påståendet är fel.
    Hon är orolig och trött.
    Han är lång.
    Arbetet var krävande för henne.
    Resan är krävande.
    Hon saknar sin mamma.
    Hon söker arbete.
    Han spelar fotboll på tisdagar.
    Om någon vägrar får man ringa oss.
    Hon var mycket ledsen och grät.
    De är besvikna på oss.
    Lägenheten är stökig efter flytten.
  `),
)('judgements about people: %s', (line) => expect(found(line, 'judgement')).toEqual(wanted(line)))

test.each(
  sentences(`
    Hennes mamma [Eva] följde med.
    Vi ringde grannen [Kjell Persson] i går.
    Hon bor hos sin syster [Maria].
    Igår kom [Anna Lindström] på besök.
    Vi talade med [Peter Karlsson] om skolan.
    Hans bror [Ali] hjälper till.
    Hennes mamma följde med till Umeå.
    Vi ses hos Region Skåne på torsdag.
    Hon får hjälp av Norra Skolan och Svenska kyrkan.
    Du fick besked av Försäkringskassan.
    Karl Johanssons gata är avstängd.
    Han flyttade till Stora Höga i maj.
    Hennes man. Sedan kom Umeå kommun.
    Mamma och pappa var med.
    Ring Barn- och ungdomspsykiatrin.
    Hon har en vän. Anna vet vem.
  `),
)('names of others: %s', (line) => expect(found(line, 'name')).toEqual(wanted(line)))

test.each(
  sentences(`
    Hans nummer är [900101-2384] enligt mamman.
    Ring [070-174 06 58] efter fem.
    Hon nås på [0980-31 92 00].
    Hon nås på [+46 70 174 06 58].
    Skriv till [karin@norrsol.example].
    Hon bor på [Björkgatan 12 B] sedan maj.
    De bor på [Storvägen 4].
    Beslutet har nummer 2024-9801.
    Du får 4 350 kronor i maj.
    Hyran är 7500 kronor.
    Mötet är 2026-03-04 kl. 9.30.
    Diarienummer SN-2026-00123.
    Vi ses på gatan 12 maj.
    Enligt 11 kap. 1 § ska vi svara.
    Betala till plusgiro 12 34 56-7.
    Det tog 20260304 sekunder.
  `),
)('numbers and addresses: %s', (line) => expect(found(line, 'kept')).toEqual(wanted(line)))

test('words that the person finds explained are told apart from words to change', () => {
  const { explained, findings } = reviewOf('Du får försörjningsstöd. Beslutet kan ändras efter en menprövning enligt LVU. Solen sken.')
  expect(explained).toEqual(['försörjningsstöd', 'menprövning', 'LVU'])
  expect(findings.filter(({ kind }) => kind === 'hard')).toEqual([])
})

test('the list has 120 words and 30 turns of speech at least, each word once, explained without the words it explains', () => {
  const { terms } = glossary()
  expect(terms.length).toBeGreaterThanOrEqual(120)
  const forms = terms.flatMap(({ word, forms: more }) => [word, ...more].map((form) => form.toLowerCase()))
  expect(forms.filter((form, at) => forms.indexOf(form) !== at)).toEqual([])
  const circular = terms.filter(({ word, means }) =>
    glossary()
      .termsIn(wordsOf(means))
      .some(({ what }) => what.word === word),
  )
  expect(circular.map(({ word }) => word)).toEqual([])
})

test('a text of 60 000 characters is read in less than 50 ms', () => {
  const text = 'Ärendet handläggs av enheten, bl.a. för att beslutet vinner laga kraft kl. 9.30, och du ramlade mellan stolarna. '
    .repeat(600)
    .slice(0, 60_000)
  reviewOf(text)
  const times = Array.from({ length: 5 }, () => {
    const from = performance.now()
    reviewOf(text)
    return performance.now() - from
  })
  expect(Math.min(...times)).toBeLessThan(50)
})

test('whatever somebody writes is read without breaking, and what is found stands where it says', () => {
  const pieces = fc.constantFrom(
    'Ärendet ',
    'handläggs ',
    'bl.a. ',
    'kl. ',
    '9.30',
    '. ',
    '\n',
    '- ',
    'blev ',
    'utredd',
    '"',
    ' 3',
    'laga kraft',
    '\u0301',
    '𝔸',
    'ramla ',
    'mellan stolarna',
  )
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(pieces, { maxLength: 80 }).map((parts) => parts.join('')),
  )
  fc.assert(
    fc.property(text, (written) => {
      const { lix, findings } = reviewOf(written)
      expect(lix?.sentences ?? 0).toBeLessThanOrEqual(lix?.words ?? 0)
      for (const { at, words: said } of findings) expect(written.startsWith(said, at)).toBe(true)
    }),
    { seed: 26, numRuns: 500 },
  )
})
