import { type Language, plural, texts } from '#kernel/text'
import type { Rule } from './model.ts'

export const words = texts({
  sv: {
    title: 'Regler',
    lead: 'Nämndens regler säger hur snart en uppgift visas för den person som ärendet handlar om.',
    without:
      'Utan regel visas en uppgift först när någon har läst den och valt att visa den. Det som redan väntar ändras inte av en ny regel. För den som har skyddade personuppgifter gäller ingen regel: någon läser alltid först.',
    fields: 'Verksamhet',
    caption: (field: string) => `Regler: ${field}`,
    choose: 'Välj ett slag för att ändra regeln.',
    head: { kind: 'Slag', rule: 'Regel', decided: 'Beslut' },
    manner: {
      'at-once': 'Visas direkt',
      'after-look': 'Visas när någon på enheten har läst och valt att visa den',
      'after-days': (days: number) => `Visas efter ${days} ${plural('sv', days, { one: 'dag', other: 'dagar' })}`,
      together: 'Visas först när ni har läst den tillsammans',
      'at-closing': 'Visas när ärendet är avslutat',
      none: 'Ingen regel, väntar på att någon läser och väljer',
    },
    decided: (who: string, day: string) => `${who}, ${day}`,
    back: 'Alla regler',
    now: (rule: string) => `Nu: ${rule}.`,
    ask: 'Hur snart ska den visas?',
    options: {
      'at-once': { text: 'Direkt', hint: 'Personen ser den så fort den kommer in.' },
      'after-look': {
        text: 'När någon på enheten har läst och valt att visa den',
        hint: 'Nämnden har bestämt att någon ska läsa först. Uppgiften väntar i kön tills någon väljer.',
      },
      'after-days': { text: 'Efter några dagar', hint: 'Någon hinner läsa. Väljer ingen något annat visas den sedan av sig själv.' },
      together: {
        text: 'Läs tillsammans först',
        hint: 'För svåra besked. Personen får veta att det finns något att läsa tillsammans, och hur man bokar en tid. Orden visas när någon har sagt att ni har läst.',
      },
      'at-closing': {
        text: 'När ärendet avslutas',
        hint: 'Uppgiften väntar inte på någon i kön. Den visas av sig själv när ärendet är avslutat.',
      },
      ingen: {
        text: 'Ingen regel',
        hint: 'Regeln tas bort, och nämnden har då inte bestämt något. Uppgiften väntar i kön tills någon väljer, på samma sätt.',
      },
    },
    days: 'Antal dagar',
    daysHint: 'Från 1 till 365. Bara om du valde efter några dagar.',
    on: 'Dagen för beslutet',
    onHint: 'Till exempel 2026-01-15',
    by: 'Vem har beslutat?',
    byHint: 'Till exempel Socialnämnden § 12',
    save: 'Spara regeln',
    from: 'Regeln gäller det som kommer in från nu.',
    affected: (n: number) =>
      n === 0
        ? 'På din enhet väntar ingen uppgift av det här slaget.'
        : `På din enhet väntar ${n > 999 ? 'fler än 999' : n} ${plural('sv', n, { one: 'uppgift', other: 'uppgifter' })} av det här slaget. De väntar kvar tills någon väljer.`,
    apply: 'Låt regeln gälla också det som väntar',
    careful: 'Här står ofta ord om andra än personen själv. Låt någon läsa innan det visas.',
    saved: 'Regeln är sparad',
    wrong: {
      satt: 'Välj hur snart den ska visas',
      dagar: 'Skriv hur många dagar, från 1 till 365',
      datum: 'Skriv dagen för beslutet, till exempel 2026-01-15',
      later: 'Dagen för beslutet har inte varit än',
      beslut: 'Skriv vem som har beslutat, högst 200 tecken',
      same: 'Det finns ingen regel att ta bort',
    },
    stale: 'Någon annan hann före',
    staleText: 'Regeln har ändrats sedan du öppnade sidan. Läs den som gäller nu och spara igen om den ska bytas.',
  },
  en: {
    title: 'Rules',
    lead: 'The rules of the committee say how soon an item is shown to the person the case is about.',
    without:
      'Without a rule an item is shown only when somebody has read it and chosen to show it. What already waits is not changed by a new rule. For somebody whose identity is protected no rule applies: somebody always reads first.',
    fields: 'Field of work',
    caption: (field) => `Rules: ${field}`,
    choose: 'Choose a kind to change its rule.',
    head: { kind: 'Kind', rule: 'Rule', decided: 'Decision' },
    manner: {
      'at-once': 'Shown at once',
      'after-look': 'Shown when somebody at the unit has read it and chosen to show it',
      'after-days': (days) => `Shown after ${days} ${plural('en', days, { one: 'day', other: 'days' })}`,
      together: 'Shown only when you have read it together',
      'at-closing': 'Shown when the case is closed',
      none: 'No rule, waits for somebody to read it and choose',
    },
    decided: (who, day) => `${who}, ${day}`,
    back: 'All rules',
    now: (rule) => `Now: ${rule}.`,
    ask: 'How soon is it to be shown?',
    options: {
      'at-once': { text: 'At once', hint: 'The person sees it as soon as it comes in.' },
      'after-look': {
        text: 'When somebody at the unit has read it and chosen to show it',
        hint: 'The committee has decided that somebody is to read first. The item waits in the queue until somebody chooses.',
      },
      'after-days': {
        text: 'After some days',
        hint: 'Somebody has time to read. If nobody chooses otherwise, it is then shown by itself.',
      },
      together: {
        text: 'Read together first',
        hint: 'For hard news. The person is told that there is something to read together, and how to book a time. The words are shown when somebody has said that you have read.',
      },
      'at-closing': {
        text: 'When the case closes',
        hint: 'The item waits for nobody in the queue. It is shown by itself when the case is closed.',
      },
      ingen: {
        text: 'No rule',
        hint: 'The rule is taken away, and the committee has then decided nothing. The item waits in the queue until somebody chooses, in the same way.',
      },
    },
    days: 'Number of days',
    daysHint: 'From 1 to 365. Only if you chose after some days.',
    on: 'The day of the decision',
    onHint: 'For example 2026-01-15',
    by: 'Who has decided?',
    byHint: 'For example Socialnämnden § 12',
    save: 'Save the rule',
    from: 'The rule applies to what comes in from now.',
    affected: (n) =>
      n === 0
        ? 'At your unit no item of this kind is waiting.'
        : `At your unit ${n > 999 ? 'more than 999' : n} ${plural('en', n, { one: 'item of this kind is', other: 'items of this kind are' })} waiting. They go on waiting until somebody chooses.`,
    apply: 'Let the rule apply to what waits too',
    careful: 'There are often words here about others than the person. Let somebody read before it is shown.',
    saved: 'The rule is saved',
    wrong: {
      satt: 'Choose how soon it is to be shown',
      dagar: 'Write how many days, from 1 to 365',
      datum: 'Write the day of the decision, for example 2026-01-15',
      later: 'The day of the decision has not been yet',
      beslut: 'Write who has decided, at most 200 characters',
      same: 'There is no rule to take away',
    },
    stale: 'Somebody else was first',
    staleText: 'The rule has changed since you opened the page. Read the one that now applies, and save again if it is to be replaced.',
  },
})

/** A rule as a sentence without its full stop. */
export function ruleText(rule: Pick<Rule, 'manner' | 'days'> | null | undefined, language: Language): string {
  const { manner } = words(language)
  if (!rule) return manner.none
  return rule.manner === 'after-days' ? manner['after-days'](rule.days!) : manner[rule.manner]
}
