import { plural, texts } from '#kernel/text'
import type { Onward } from './queries.ts'

export const words = texts({
  sv: {
    title: 'Beslut',
    heading: 'Skriv ett beslut',
    correctHeading: 'Rätta ett beslut',
    back: 'Tillbaka till ärendet',
    lead: 'Det du sparar är låst. Sedan kan det bara rättas. Personen får det när någon har valt att visa det, eller enligt nämndens regel.',
    day: 'Dagen för beslutet',
    dayHint: 'Till exempel 2026-01-15',
    name: 'Vad gäller beslutet?',
    results: 'Vad har ni beslutat?',
    resultsHint: 'Ett svar för varje sak ni har prövat.',
    another: 'Lägg till ett svar',
    answer: (n: number) => `Svar ${n}`,
    about: (n: number) => `Vad gäller svar ${n}?`,
    answers: { yes: 'Ja', partly: 'Ja till en del', no: 'Nej', dismissed: 'Prövas inte' },
    reasons: 'Skäl',
    reasonsHint: 'Vilka omständigheter har avgjort? Skriv till personen: du.',
    rules: 'Regler ni har tillämpat',
    rulesHint: (example: string) => `En på varje rad, till exempel ${example}`,
    decidedBy: 'Vem har beslutat?',
    decidedByHint: 'Namn, och titel på nästa rad. Till exempel Socialnämnden.',
    investigatedBy: 'Vem har utrett, om någon annan?',
    investigatedByHint: 'Namn, och titel på nästa rad. Till exempel den som har skrivit utredningen.',
    hideNames: 'Lämna namnen utanför det personen får',
    hideNamesHint: 'Bara om någon kan befaras bli hotad eller skadad. Namnen finns kvar i akten.',
    hideWhy: 'Varför ska namnen inte stå med?',
    hideWhyHint: 'Personen ser inte skälet.',
    appealable: 'Beslutet går att överklaga',
    delivered: 'Dagen personen fick det på annat sätt, om det är så',
    whatWasWrong: 'Vad var fel?',
    whatWasWrongHint: 'Personen läser detta bredvid det rättade beslutet.',
    heard: {
      heading: 'Har personen fått läsa och svara?',
      none: 'Personen har inte fått läsa och svara sedan det senaste beslutet.',
      over: (last: string, answers: number) =>
        `Tiden att svara gick ut ${last}. ${answers ? `Personen har svarat (${answers}). Läs det innan ni beslutar.` : 'Personen har inte svarat.'}`,
      running: (last: string) => `Tiden att svara är inte slut: den går till och med ${last}`,
      runningText: (opened: boolean, answers: number) =>
        [
          opened ? 'Personen har fått det.' : 'Personen har inte öppnat det än.',
          answers ? `Personen har svarat (${answers}).` : 'Personen har inte svarat än.',
        ].join(' '),
      communicate: 'Låt personen läsa och svara först',
      see: 'Se vad personen fick och svarade',
      without: 'Varför beslutar ni utan att personen har fått läsa och svara?',
      early: 'Varför beslutar ni innan tiden är slut?',
      withoutHint: 'Skälet sparas i akten med beslutet. Personen ser det inte i beslutet.',
      reasons: {
        needless: 'Det är uppenbart obehövligt, till exempel för att personen får det den har ansökt om',
        hinder: 'Det skulle göra det mycket svårare att genomföra beslutet',
        urgent: 'Ett viktigt intresse kräver att beslutet fattas nu',
      },
      harm: 'Är rättelsen till skada för personen?',
      harmHint: 'Då ska personen få säga sitt först, om det inte är obehövligt.',
      noHarm: 'Nej',
      harms: 'Ja',
    },
    toRead: 'Läs igenom och lås',
    readHeading: 'Läs igenom innan du låser',
    readLead: 'Beslutet är inte sparat än. När du har låst det kan det bara rättas.',
    preview: 'Så här läser personen',
    noNewTime: 'Rättelsen ger ingen ny tid att överklaga.',
    edit: 'Ändra beslutet',
    confirm: 'Jag har läst igenom beslutet',
    closed: (day: string) => `Ärendet avslutades den ${day}`,
    closedText:
      'Ett beslut som fattas efter det går att skriva först när ärendet har öppnats igen. Ett beslut från en tidigare dag går att skriva som vanligt.',
    reopen: 'Registrera att ärendet öppnades igen',
    afterwards: (name: string, { manner, days, decidedBy, opened }: Onward): string =>
      `${
        manner === 'at-once'
          ? `${name} ser beslutet direkt (${decidedBy}).`
          : manner === 'after-days'
            ? `${name} ser beslutet efter ${days} ${plural('sv', days!, { one: 'dag', other: 'dagar' })}, om ingen väljer något annat (${decidedBy}).`
            : manner === 'together'
              ? `${name} får veta att det finns något att läsa tillsammans med er. Orden visas när någon har sagt att ni har läst (${decidedBy}).`
              : manner === 'at-closing'
                ? `${name} ser beslutet när ärendet är avslutat (${decidedBy}).`
                : `${name} ser beslutet när någon har valt det${decidedBy ? ` (${decidedBy})` : ''}.`
      }${opened ? '' : ' Ärendet är inte öppnat för personen än, så beslutet syns först när ni har öppnat ärendet.'}`,
    save: 'Lås beslutet',
    mistake: 'Är handlingen till beslutet registrerad av misstag?',
    conflict: 'Formuläret har redan sparats med andra ord',
    conflictText: 'Se efter i ärendet. Det du skrev står kvar här; sparar du igen blir det ett nytt beslut.',
    wrong: {
      datum: 'Skriv dagen för beslutet, till exempel 2026-01-15',
      later: 'Dagen för beslutet har inte varit än',
      early: 'Dagen för rättelsen kan inte vara före dagen för beslutet',
      closed: 'Ärendet var avslutat då. Registrera först att det öppnades igen, eller ändra dagen för beslutet.',
      rubrik: 'Skriv vad beslutet gäller, högst 300 tecken',
      svar: 'Välj minst ett svar och skriv vad det gäller',
      half: (n: number) => `Fyll i både svar ${n} och vad det gäller`,
      turned: 'En rättelse ger ingen ny tid att överklaga och kan därför inte ändra svaren. Skriv ett nytt beslut i stället.',
      skal: 'Skriv skälen för beslutet',
      regler: 'Skriv vilka regler ni har tillämpat, högst 300 tecken på varje rad',
      beslutare: 'Skriv vem som har beslutat',
      utredare: 'Skriv kortare, högst 300 tecken på varje rad',
      varfor: 'Skriv varför namnen inte ska stå med',
      fick: 'Skriv dagen, till exempel 2026-01-15',
      before: 'Personen kan inte ha fått beslutet innan det fanns. Skriv dagen för beslutet eller en senare dag.',
      ahead: 'Dagen då personen fick beslutet har inte varit än',
      fel: 'Skriv vad som var fel',
      utan: 'Välj varför personen inte får läsa och svara först',
      skada: 'Välj om rättelsen är till skada för personen',
      intygar: 'Läs igenom och kryssa för innan du låser',
    },
  },
  en: {
    title: 'Decision',
    heading: 'Write a decision',
    correctHeading: 'Correct a decision',
    back: 'Back to the case',
    lead: 'What you save is locked. After that it can only be corrected. The person gets it when somebody has chosen to show it, or by the rule of the committee.',
    day: 'The day of the decision',
    dayHint: 'For example 2026-01-15',
    name: 'What is the decision about?',
    results: 'What have you decided?',
    resultsHint: 'One answer for each thing you have examined.',
    another: 'Add an answer',
    answer: (n) => `Answer ${n}`,
    about: (n) => `What is answer ${n} about?`,
    answers: { yes: 'Yes', partly: 'Yes in part', no: 'No', dismissed: 'Not examined' },
    reasons: 'Reasons',
    reasonsHint: 'Which facts settled it? Write to the person: you.',
    rules: 'Rules that you have applied',
    rulesHint: (example) => `One on each line, for example ${example}`,
    decidedBy: 'Who has decided?',
    decidedByHint: 'Name, and title on the next line. For example Socialnämnden.',
    investigatedBy: 'Who has investigated, if somebody else?',
    investigatedByHint: 'Name, and title on the next line. For example whoever wrote the investigation.',
    hideNames: 'Leave the names out of what the person gets',
    hideNamesHint: 'Only if it is to be feared that somebody is threatened or harmed. The names stay in the record.',
    hideWhy: 'Why are the names to be left out?',
    hideWhyHint: 'The person does not see the reason.',
    appealable: 'The decision can be appealed',
    delivered: 'The day the person got it in another way, if so',
    whatWasWrong: 'What was wrong?',
    whatWasWrongHint: 'The person reads this beside the corrected decision.',
    heard: {
      heading: 'Has the person been able to read and answer?',
      none: 'The person has not been able to read and answer since the last decision.',
      over: (last, answers) =>
        `The time to answer ran out ${last}. ${answers ? `The person has answered (${answers}). Read it before you decide.` : 'The person has not answered.'}`,
      running: (last) => `The time to answer is not over: it runs until ${last}`,
      runningText: (opened, answers) =>
        [
          opened ? 'The person has got it.' : 'The person has not opened it yet.',
          answers ? `The person has answered (${answers}).` : 'The person has not answered yet.',
        ].join(' '),
      communicate: 'Let the person read and answer first',
      see: 'See what the person got and answered',
      without: 'Why do you decide without the person having read and answered?',
      early: 'Why do you decide before the time is over?',
      withoutHint: 'The reason is kept in the record with the decision. The person does not see it in the decision.',
      reasons: {
        needless: 'It is obviously needless, for example because the person gets what they applied for',
        hinder: 'It would make it much harder to carry out the decision',
        urgent: 'An important interest needs the decision now',
      },
      harm: 'Is the correction to the harm of the person?',
      harmHint: 'Then the person is to have their say first, unless it is needless.',
      noHarm: 'No',
      harms: 'Yes',
    },
    toRead: 'Read through and lock',
    readHeading: 'Read through before you lock',
    readLead: 'The decision is not saved yet. Once you have locked it, it can only be corrected.',
    preview: 'This is how the person reads it',
    noNewTime: 'The correction gives no new time to appeal.',
    edit: 'Change the decision',
    confirm: 'I have read the decision through',
    closed: (day) => `The case was closed on ${day}`,
    closedText:
      'A decision that is made after that can be written only once the case has been opened again. A decision from an earlier day can be written as usual.',
    reopen: 'Register that the case was opened again',
    afterwards: (name, { manner, days, decidedBy, opened }) =>
      `${
        manner === 'at-once'
          ? `${name} sees the decision at once (${decidedBy}).`
          : manner === 'after-days'
            ? `${name} sees the decision after ${days} ${plural('en', days!, { one: 'day', other: 'days' })}, unless somebody chooses otherwise (${decidedBy}).`
            : manner === 'together'
              ? `${name} is told that there is something to read together with you. The words are shown when somebody has said that you have read (${decidedBy}).`
              : manner === 'at-closing'
                ? `${name} sees the decision when the case is closed (${decidedBy}).`
                : `${name} sees the decision when somebody has chosen it${decidedBy ? ` (${decidedBy})` : ''}.`
      }${opened ? '' : ' The case is not opened for the person yet, so the decision is seen only once you have opened the case.'}`,
    save: 'Lock the decision',
    mistake: 'Was the document of the decision registered by mistake?',
    conflict: 'The form has already been saved with other words',
    conflictText: 'Look in the case. What you wrote is still here; if you save again it becomes a new decision.',
    wrong: {
      datum: 'Write the day of the decision, for example 2026-01-15',
      later: 'The day of the decision has not been yet',
      early: 'The day of the correction cannot be before the day of the decision',
      closed: 'The case was closed then. Register first that it was opened again, or change the day of the decision.',
      rubrik: 'Write what the decision is about, at most 300 characters',
      svar: 'Choose at least one answer and write what it is about',
      half: (n) => `Fill in both answer ${n} and what it is about`,
      turned: 'A correction gives no new time to appeal, so it cannot change the answers. Make a new decision instead.',
      skal: 'Write the reasons for the decision',
      regler: 'Write which rules you have applied, at most 300 characters on each line',
      beslutare: 'Write who has decided',
      utredare: 'Write less, at most 300 characters on each line',
      varfor: 'Write why the names are to be left out',
      fick: 'Write the day, for example 2026-01-15',
      before: 'The person cannot have got the decision before there was one. Write the day of the decision or a later day.',
      ahead: 'The day the person got the decision has not been yet',
      fel: 'Write what was wrong',
      utan: 'Choose why the person does not read and answer first',
      skada: 'Choose whether the correction is to the harm of the person',
      intygar: 'Read through and tick the box before you lock',
    },
  },
})
