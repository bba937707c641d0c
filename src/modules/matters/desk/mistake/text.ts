import { texts } from '#kernel/text'
import type { Mistake } from './model.ts'

export const words = texts({
  sv: {
    title: 'Registrerat av misstag',
    heading: 'Märk som registrerat av misstag',
    back: 'Tillbaka till ärendet',
    lead: 'Det står kvar i ärendet med skälet, och gäller inte längre. Har personen fått se det, försvinner innehållet därifrån direkt, och personen ser att något var registrerat av misstag. Det går inte att ångra.',
    document: {
      heading: 'Märk beslutets handling som registrerad av misstag',
      lead: (title: string) =>
        `Det gäller bara handlingen ”${title}”. Beslutet gäller som förut. Handlingen står kvar i akten och visas inte längre med beslutet. Har personen fått se den, försvinner den därifrån direkt. Det går inte att ångra, men ni kan lägga till en annan.`,
    },
    now: 'Så här står det nu',
    reason: 'Varför är det ett misstag?',
    reasonHint: 'Skälet syns bara för er.',
    reasons: {
      'other-matter': 'Det hör till ett annat ärende eller en annan person',
      twice: 'Det är registrerat två gånger',
      never: 'Det har inte hänt',
      other: 'Något annat',
    } satisfies Record<Mistake, string>,
    save: 'Märk som registrerat av misstag',
    wrong: 'Välj varför det är ett misstag',
    changed: 'Någon annan rättade det före dig',
    changedText: 'Den nya lydelsen står här under. Läs den innan du märker den.',
  },
  en: {
    title: 'Registered by mistake',
    heading: 'Mark as registered by mistake',
    back: 'Back to the case',
    lead: 'It stays in the case with the reason, and no longer applies. If the person has been shown it, its content leaves their page at once, and they see that something was registered by mistake. This cannot be undone.',
    document: {
      heading: 'Mark the decision’s document as registered by mistake',
      lead: (title) =>
        `This is only about the document “${title}”. The decision applies as before. The document stays in the record and is no longer shown with the decision. If the person has been shown it, it leaves their page at once. This cannot be undone, but you can add another.`,
    },
    now: 'This is how it stands now',
    reason: 'Why is it a mistake?',
    reasonHint: 'Only you and your colleagues see the reason.',
    reasons: {
      'other-matter': 'It belongs to another case or another person',
      twice: 'It has been registered twice',
      never: 'It has not happened',
      other: 'Something else',
    },
    save: 'Mark as registered by mistake',
    wrong: 'Choose why it is a mistake',
    changed: 'Somebody else corrected it before you',
    changedText: 'The new wording stands below. Read it before you mark it.',
  },
})
