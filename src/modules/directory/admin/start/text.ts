import { texts } from '#kernel/text'

const joined = { sv: new Intl.ListFormat('sv', { type: 'conjunction' }), en: new Intl.ListFormat('en', { type: 'conjunction' }) }

export const words = texts({
  sv: {
    title: 'Enheter och personal',
    lead: 'Här sköter du det som människor möter: enheternas telefoner och tider, vilka som arbetar där och vem som svarar när någon är borta.',
    attention: 'Att ta hand om',
    calm: 'Allt är omhändertaget: varje enhet har någon som ser till den och någon som tar emot.',
    vacancy: {
      none: 'Ingen tar emot det som kommer till enheten.',
      few: 'Bara en tar emot det som kommer till enheten. Det behövs två.',
      away: 'Alla som tar emot är borta i dag.',
      silent: 'Ingen som tar emot har varit inloggad på länge.',
    },
    since: (when: string) => `Sedan ${when}.`,
    lacks: (what: readonly string[]) =>
      `Saknar ${what.map((one) => (one === 'deputy' ? 'ersättare' : 'administratör')).join(' och ')}. Enhetschefen utser dem.`,
    gone: 'Finns inte längre i er lista eller katalog, men ligger kvar här med sina ärenden.',
    unreached: 'Larm som bara syns på startsidan',
    unreachedWho: (names: readonly string[], more: number) =>
      `${joined.sv.format(more > 0 ? [...names, `${more} till`] : names)} får larm, men inte som mejl: e-postadressen saknas eller tar inte emot.`,
    going: (when: string) => `Slutar ${when}. Överlämningen är planerad.`,
    left: (what: string, when: string) => `Har slutat. ${what} fick ingen mottagare ${when}.`,
    keep: 'Det du sköter',
    units: 'Enheter',
    unitsText: 'Namn, telefon, tider, besök och postadress.',
    staff: 'Personal',
    staffText: 'Foto, tider, e-post för larm, ersättare, uppdrag, frånvaro, och när någon slutar.',
    list: 'Läs in en lista',
    listText: 'Personal eller enheter från en CSV-fil. Du ser vad som ändras innan något händer.',
    catalogue: 'Katalogen',
    catalogueText: 'Låt kommunens katalog lämna över personal och enheter hit (SCIM 2.0).',
    changes: 'Vad som har ändrats',
    changesText: 'Vem eller vilken katalog som har ändrat vad.',
  },
  en: {
    title: 'Units and staff',
    lead: 'Here you keep what people meet: the phones and hours of the units, who works there and who answers when somebody is away.',
    attention: 'To take care of',
    calm: 'Everything is taken care of: each unit has somebody who looks after it and somebody who receives.',
    vacancy: {
      none: 'Nobody receives what comes to the unit.',
      few: 'Only one receives what comes to the unit. Two are needed.',
      away: 'All who receive are away today.',
      silent: 'Nobody who receives has been signed in for long.',
    },
    since: (when) => `Since ${when}.`,
    lacks: (what) =>
      `Lacks ${what.map((one) => (one === 'deputy' ? 'a deputy' : 'an administrator')).join(' and ')}. The unit manager names them.`,
    gone: 'Is in your list or catalogue no longer, but stays here with its cases.',
    unreached: 'Alarms that only the start page tells',
    unreachedWho: (names, more) =>
      `${joined.en.format(more > 0 ? [...names, `${more} more`] : names)}: told of alarms, but not by e-mail. The address is missing or does not accept it.`,
    going: (when) => `Leaves on ${when}. The handover is planned.`,
    left: (what, when) => `Has left. ${what} got no receiver on ${when}.`,
    keep: 'What you keep',
    units: 'Units',
    unitsText: 'Name, phone, hours, visits and postal address.',
    staff: 'Staff',
    staffText: 'Photo, hours, e-mail for alarms, deputy, assignments, absence, and when somebody leaves.',
    list: 'Read in a list',
    listText: 'Staff or units from a CSV file. You see what changes before anything happens.',
    catalogue: 'The catalogue',
    catalogueText: 'Let the municipality’s catalogue hand over staff and units (SCIM 2.0).',
    changes: 'What has been changed',
    changesText: 'Who, or which catalogue, has changed what.',
  },
})
