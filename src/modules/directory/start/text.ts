import { texts } from '#kernel/text'

export const words = texts({
  sv: {
    title: 'Start',
    heading: 'Följ ditt ärende hos socialtjänsten',
    lead: 'Här ser du vad som händer i ditt ärende, vems tur det är och vem du kan ringa.',
    signIn: 'Logga in',
    signInHeading: 'Har du ett ärende hos oss?',
    signInText: 'Du ser ditt ärende när din handläggare har öppnat det för dig. Fråga om det om du inte har fått besked.',
    otherWay: 'Du kan alltid ringa eller komma till oss i stället. Ingen måste logga in för att få hjälp.',
    urgent: 'Bråttom?',
    meet: 'Träffa oss',
    call: 'Ring oss',
    staff: 'För dig som arbetar här',
    staffSignIn: 'Logga in som personal',
  },
  en: {
    title: 'Start',
    heading: 'Follow your case at the social services',
    lead: 'Here you see what happens in your case, whose turn it is and whom you can call.',
    signIn: 'Sign in',
    signInHeading: 'Do you have a case with us?',
    signInText: 'You see your case once your case officer has opened it for you. Ask about it if you have not been told.',
    otherWay: 'You can always call or visit us instead. Nobody has to sign in to get help.',
    urgent: 'Urgent?',
    meet: 'Meet us',
    call: 'Call us',
    staff: 'If you work here',
    staffSignIn: 'Sign in as staff',
  },
})
