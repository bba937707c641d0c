import { texts } from '#kernel/text'

export const words = texts({
  sv: {
    title: 'Tillgänglighet',
    lead: 'Alla ska kunna använda sidorna. Här står vad vi vet att de klarar och hur du säger till om något inte fungerar.',
    works: 'Det här ska fungera',
    list: [
      'utan JavaScript och på en gammal telefon',
      'med bara tangentbord',
      'i 400 procents förstoring och på en skärm som är 320 punkter bred',
      'med skärmläsare',
      'på papper',
    ].join('\n'),
    standard: 'Vi bygger efter WCAG 2.2 nivå AA. Varje sida prövas automatiskt mot de regler som går att pröva så, i två bredder.',
    notChecked: 'Det här har vi inte prövat än',
    notCheckedText: 'Vi har inte prövat sidorna tillsammans med människor som använder skärmläsare, och inte i Firefox och Safari.',
    tell: 'Säg till om något inte fungerar',
    tellText: 'Ring oss, så hjälper vi dig på ett annat sätt och rättar felet. Du får svar så fort vi kan.',
    supervision: 'Är du inte nöjd med vårt svar? Då kan du anmäla det till Myndigheten för digital förvaltning, Digg, som har tillsyn.',
    report: 'Anmäl till Digg',
  },
  en: {
    title: 'Accessibility',
    lead: 'Everybody should be able to use these pages. Here is what we know they manage, and how to tell us when something does not work.',
    works: 'This should work',
    list: [
      'without JavaScript and on an old phone',
      'with a keyboard alone',
      'at 400 per cent zoom and on a screen 320 points wide',
      'with a screen reader',
      'on paper',
    ].join('\n'),
    standard: 'We build to WCAG 2.2 level AA. Every page is tested automatically against the rules that can be tested so, at two widths.',
    notChecked: 'What we have not tested yet',
    notCheckedText: 'We have not tested the pages together with people who use screen readers, nor in Firefox and Safari.',
    tell: 'Tell us when something does not work',
    tellText: 'Call us, and we help you in another way and mend the fault. You get an answer as soon as we can.',
    supervision: 'Are you not content with our answer? You can report it to the Agency for Digital Government, Digg, which supervises.',
    report: 'Report to Digg (in Swedish)',
  },
})
