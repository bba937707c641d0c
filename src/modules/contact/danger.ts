// Words of danger: one's own life, an overdose, hurting oneself, violence at home, threats, a child that is harmed. Whoever writes such a thing sees
// first of all whom to phone now, since nobody here reads at once (MSG-12). It errs towards showing: a needless sheet costs a glance. It decides
// nothing else and stops nothing, and that the words were met is kept and counted nowhere.

/** As people write in haste: no capitals, no marks over letters, no letter twice, and one wrong letter in a long word. */
const bare = (text: string) =>
  text
    .toLocaleLowerCase('sv')
    .normalize('NFD')
    .replace(/[\p{M}'’]/gu, '')
    .replace(/(\p{L})\1+/gu, '$1')
const spaced = (text: string) => ` ${(text.match(/[\p{L}\p{N}]+/gu) ?? []).join(' ')} `

/** Beginnings of words that mean it whatever stands around them. */
const stems =
  'självmord självskad suicid överdos medvetslös dödslängt dödstank livstrött dödshot mordhot hotelse misshand våldtäkt våldtag hedersvåld strypgrepp övergrepp könsstymp tvångsgift bortgift barnäktenskap selfharm unconscious violence violent molest strangl'.split(
    ' ',
  )

const them = '(mig|oss|henne|honom|dem|hen|barn*|min|mitt|mina|sin|sitt|sina|mamma|pappa)'
const themToo = '(me|us|her|him|them|(my|the|his|her) (kid|child|son|daughter|mother|mom|mum|wife|baby|sister|brother)*)'
const near = '(man|make|maka|fru|sambo|pojkvän|flickvän|ex*|pappa|mamma|far|mor|bror|son)'
/** What people say in several words: `~` is up to three words between, `*` the rest of a word, and `(?!…)` what makes it about something else. */
const sayings = [
  '(vill|ville|önskar|hoppas|orkar|tänker|borde|låt mig|bättre att) ~ dö',
  '(vill|ville|orkar|orkade|tänker) ~ (inte|ej|aldrig|knappt) ~ leva(?! (på|av|med|ihop|tillsammans) )',
  '(inte|ej) (vill|ville|orkar) leva|inte leva (längre|mer)|slippa leva',
  '(ingen|inget|nån) (mening|att) ~ (livet|leva|leva för)|livet ~ meningslöst|(trött|less|led) på (livet|att leva)',
  '(ta|tar|tog|tagit) (mitt|sitt) (eget )?liv|livet av (mig|sig)|avsluta* (mitt liv|livet)|(göra|gör) slut på (allt|livet|mig)',
  '(vill|orkar) ~ (inte|aldrig) ~ (finnas|vakna|existera)|(bättre|hellre) ~ död|bättre utan mig|(tänker|tankar) på (att dö|döden)',
  '(häng|skjut|dränk|förgift)* mig|(döda|mörda)* THEM|hoppa* (framför|från (bron|taket|balkongen|en bro))|ihjäl*',
  '(want|wanna|wish|going|ready|rather|let me) ~ die|(better off|wish ~|be) dead|(kill|hang|shoot|drown|poison)* my ?self|kill TOO',
  '(end|ending) (it all|my life)|(take|taking|took) (my|his|her) (own )?life|(no|any) (reason|point) ~ (live|living)',
  '(dont|not|no longer|never) want ~ (live|be alive|wake up|exist)(?! (here|there|with|in|at|on|near|alone|next|like) )',
  'tired of (life|living|being alive)(?! (with|in|at|here|on) )',
  '(tagit|tog|tar|ätit|svalt|took|taken|swallowed) ~ (många|alla|massa|massor|hela|too many|all) ~ (tablett|sömntabl|pill|burk)*',
  'andas inte|(not|isnt|stopped) breathing',
  '(skär|skad|bränn|slå)* ~ (mig|sig) själv|(skär|skära|skurit|skar) mig|(vill|tänker|lust) ~ skada mig',
  '(cut|hurt|harm|burn)* (my|him|her) ?self|(cut|hurt|harm|burn)* themselves|self harm*',
  '(slår|slog|slagit|slå|sparka*|knuffa*|stryp*|biter) (till |ner |ut )?THEM(?! (att|från) )|(bli|blir|blev|blivit) ~ slag(en|et|na)',
  '(gör|göra|gjort|gjorde) (mina |sina )?THEM ~ illa|(far|fara|farit|for) illa|vald (mot|i hemmet)|(med|har) (en )?kniv',
  'rädd (hemma|att gå hem|för (honom|henne|pappa|mamma|(min|mitt) NEAR))|(vågar|törs) inte ~ (gå|komma|åka) hem',
  '(sexuellt|utnyttja*) (sexuellt|utnyttja*)|incest*|tafsa*|gift* bort|förfölj* (mig|oss)|stalk*',
  '(beat|beats|beating|hit|hits|hitting|punch*|kick*|chok*|slap*|hurt|hurts|hurting) TOO(?! out )|(being|was|been|am|get|getting) beaten',
  '(rape|raped|rapes|rapist)|(?<!drug |drugs |alcohol |substance )abus*|(afraid|scared) (at home|to go home|of (him|her|my ~ (husband|wife|partner|ex|father|mother|dad|boyfriend|girlfriend)))',
  'hota(r|d|de|t|s)?(?! ((mig|oss) )?(av|med|om|att) ~ (vräk|avhys|stäng|säg|uppsäg|inkass|kronofog))|hotfull*',
  '((får|fått|fick|utsatt för) hot|hot (mot|om|och))(?! (om |och )?(vräk|avhys|avstäng|uppsäg))',
  'threat*(?! ((me|us) )?(with|by|of|to) ~ (evict|cut|turn|disc|cancel|throw))',
]
/** What says something else without its marks ("vald" is chosen), or stands for itself only when it stands alone. */
const asWritten = /(?<!t)våld| jag vill dö |^ (dö|döden|die) $/

/** The word, or the same with a letter too much, too little, wrong, or two that changed places. Short words are taken as they are. */
const slips = (word: string): string[] =>
  word.length < 7
    ? [word]
    : Array.from(word, (_, at) => {
        const [before, after] = [word.slice(0, at), word.slice(at + 1)]
        return [
          `${before}.?${after}`,
          `${before}.${word.slice(at)}`,
          ...(after ? [`${before}${after[0]}${word[at]}${after.slice(1)}`] : []),
        ]
      }).flat()

const meant = new RegExp(
  [
    ...stems.flatMap((stem) => slips(bare(stem))).map((stem) => ` ${stem}`),
    ...sayings.map((saying) => {
      const whole = saying.replaceAll('THEM', them).replaceAll('TOO', themToo).replaceAll('NEAR', near)
      return ` (?:${bare(whole).replaceAll(' ~ ', ' (?:\\S+ ){0,3}').replaceAll('*', '\\S*')})(?= )`
    }),
  ].join('|'),
)

/** Whether any of these texts speaks of danger. */
export const speaksOfDanger = (...texts: readonly string[]): boolean =>
  texts.some((text) => meant.test(spaced(bare(text))) || asWritten.test(spaced(text.toLocaleLowerCase('sv').normalize('NFC'))))
