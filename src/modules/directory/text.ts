import { texts } from '#kernel/text'

export const words = texts({
  sv: {
    socialServices: 'Socialtjänsten',
    pages: { label: 'Mina sidor', start: 'Start', matters: 'Ärenden', whoLooked: 'Vem har läst', settings: 'Inställningar' },
    staff: {
      label: 'Personal',
      name: 'Delakt för personal',
      start: 'Start',
      queue: 'Granska',
      matters: 'Ärenden',
      remarks: 'Synpunkter',
      rules: 'Regler',
      sources: 'Källor',
      signIns: 'Inloggningar',
      settings: 'Inställningar',
      printed: (from: string, day: string, by: string) => `${from}. Utskrivet ${day} av ${by}.`,
    },
    public: { label: 'Huvudmeny', start: 'Start', signIn: 'Logga in' },
    switchboard: (name: string, phone: string, hours: string) => `Socialtjänsten i ${name}. Växel ${phone}${hours ? `, ${hours}` : ''}.`,
    accessibility: 'Tillgänglighet',
  },
  en: {
    socialServices: 'Social services',
    pages: { label: 'My pages', start: 'Start', matters: 'Cases', whoLooked: 'Who has read', settings: 'Settings' },
    staff: {
      label: 'Staff',
      name: 'Delakt for staff',
      start: 'Start',
      queue: 'Review',
      matters: 'Cases',
      remarks: 'Comments',
      rules: 'Rules',
      sources: 'Sources',
      signIns: 'Sign-ins',
      settings: 'Settings',
      printed: (from, day, by) => `${from}. Printed ${day} by ${by}.`,
    },
    public: { label: 'Main menu', start: 'Start', signIn: 'Sign in' },
    switchboard: (name, phone, hours) => `Social services in ${name}. Switchboard ${phone}${hours ? `, ${hours}` : ''}.`,
    accessibility: 'Accessibility',
  },
})
