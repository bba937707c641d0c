import { plural, texts } from '#kernel/text'

export const words = texts({
  sv: {
    title: 'Låt regeln gälla det som väntar',
    lead: 'Det här gör du en gång, till exempel när enheten öppnar gamla ärenden. Alla uppgifter nedan får regelns svar på en gång.',
    careful: 'Här står ofta ord om andra än personen själv, och ingen på enheten har läst det som väntar.',
    unread: (n: number) =>
      n === 1
        ? '1 av uppgifterna har en handling som ingen på enheten har öppnat. Den visas oläst.'
        : `${n.toLocaleString('sv')} av uppgifterna har en handling som ingen på enheten har öppnat. De visas olästa.`,
    rule: (rule: string, by: string) => `Regeln: ${rule} (${by}).`,
    covered: (n: number, most: boolean) =>
      n === 0
        ? 'Ingen uppgift på din enhet väntar som regeln kan gälla.'
        : `Regeln kommer att gälla ${most ? 'de ' : ''}${n.toLocaleString('sv')} ${plural('sv', n, { one: 'uppgift', other: 'uppgifter' })}${most ? ' som har väntat längst' : ''}.`,
    leftOut: (n: number) =>
      `${n.toLocaleString('sv')} ${plural('sv', n, { one: 'uppgift av samma slag väntar', other: 'uppgifter av samma slag väntar' })} kvar på att någon läser.`,
    never: 'Regeln gäller aldrig',
    nevers: {
      guarded: 'den som har skyddade personuppgifter',
      others: 'det som visas för vårdnadshavare, god man, förvaltare eller ombud',
      refusals: 'beslut där svaret är nej',
      said: 'det som någon har valt att inte visa, eller som ska prövas på nytt',
    },
    sample: 'De som har väntat längst',
    sampleText: 'Läs några av dem innan du bestämmer dig.',
    save: (n: number) => `Låt regeln gälla ${n.toLocaleString('sv')} ${plural('sv', n, { one: 'uppgift', other: 'uppgifter' })}`,
    undoable: 'Du kan ta tillbaka alltihop härifrån efteråt.',
    acts: 'Det som är gjort',
    act: (n: number, who: string, when: string) =>
      `${who} lät regeln gälla ${n.toLocaleString('sv')} ${plural('sv', n, { one: 'uppgift', other: 'uppgifter' })} ${when}.`,
    undone: (who: string, when: string) => `${who} tog tillbaka det ${when}.`,
    undo: 'Ta tillbaka alltihop',
    done: 'Regeln gäller nu det som väntade',
    doneText: 'Uppgifterna kommer fram hos personerna under de närmaste minuterna.',
    taken: 'Det är taget tillbaka',
    takenText: 'Uppgifterna väntar igen. Det som någon har valt själv sedan dess står kvar.',
    stale: 'Det har ändrats sedan du öppnade sidan',
    staleText: 'Andra uppgifter väntar nu, eller så gäller regeln inte längre. Ingenting är gjort. Läs igen här nedanför.',
    back: 'Regeln',
  },
  en: {
    title: 'Let the rule apply to what waits',
    lead: 'You do this once, for example when the unit opens old cases. All items below get the answer of the rule at once.',
    careful: 'There are often words here about others than the person, and nobody at the unit has read what waits.',
    unread: (n) =>
      n === 1
        ? '1 of the items has a document that nobody at the unit has opened. It is shown unread.'
        : `${n.toLocaleString('en')} of the items have a document that nobody at the unit has opened. They are shown unread.`,
    rule: (rule, by) => `The rule: ${rule} (${by}).`,
    covered: (n, most) =>
      n === 0
        ? 'No item at your unit waits that the rule can apply to.'
        : `The rule will apply to ${most ? 'the ' : ''}${n.toLocaleString('en')} ${plural('en', n, { one: 'item', other: 'items' })}${most ? ' that have waited longest' : ''}.`,
    leftOut: (n) =>
      `${n.toLocaleString('en')} ${plural('en', n, { one: 'item of the same kind goes', other: 'items of the same kind go' })} on waiting for somebody to read.`,
    never: 'The rule never applies to',
    nevers: {
      guarded: 'anybody whose identity is protected',
      others: 'what is shown to a guardian, god man, trustee or proxy',
      refusals: 'decisions where the answer is no',
      said: 'what somebody has chosen not to show, or that is to be looked at anew',
    },
    sample: 'Those that have waited longest',
    sampleText: 'Read some of them before you decide.',
    save: (n) => `Let the rule apply to ${n.toLocaleString('en')} ${plural('en', n, { one: 'item', other: 'items' })}`,
    undoable: 'You can take it all back from here afterwards.',
    acts: 'What has been done',
    act: (n, who, when) =>
      `${who} let the rule apply to ${n.toLocaleString('en')} ${plural('en', n, { one: 'item', other: 'items' })} ${when}.`,
    undone: (who, when) => `${who} took it back ${when}.`,
    undo: 'Take it all back',
    done: 'The rule now applies to what waited',
    doneText: 'The items reach the persons within the next few minutes.',
    taken: 'It is taken back',
    takenText: 'The items wait again. What somebody has chosen themself since then stands.',
    stale: 'It has changed since you opened the page',
    staleText: 'Other items wait now, or the rule applies no longer. Nothing is done. Read again below.',
    back: 'The rule',
  },
})
