import { texts } from '#kernel/text'

export const words = texts({
  sv: {
    title: 'Inställningar',
    heading: 'Här är du inloggad',
    lead: 'Känner du inte igen en enhet, avsluta den. Ring oss om du är orolig för att någon annan har varit inne.',
    here: 'Den här enheten',
    unknown: 'Okänd enhet',
    since: (when: string) => `Inloggad ${when}.`,
    seen: (when: string) => `Användes senast ${when}.`,
    end: (device: string) => `Avsluta ${device}`,
    everywhere: 'Logga ut överallt',
    everywhereMore: 'Du loggas ut på alla enheter, också den här.',
    desk: 'Ditt uppdrag',
    noDesk: 'Du har inte valt något uppdrag.',
    change: 'Byt uppdrag',
  },
  en: {
    title: 'Settings',
    heading: 'Where you are signed in',
    lead: 'If you do not recognise a device, end it. Call us if you worry that somebody else has been in.',
    here: 'This device',
    unknown: 'Unknown device',
    since: (when) => `Signed in ${when}.`,
    seen: (when) => `Last used ${when}.`,
    end: (device) => `End ${device}`,
    everywhere: 'Sign out everywhere',
    everywhereMore: 'You are signed out on all devices, this one too.',
    desk: 'Your assignment',
    noDesk: 'You have not chosen an assignment.',
    change: 'Change assignment',
  },
})
