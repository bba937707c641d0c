import { texts } from '#kernel/text'

export const words = texts({
  sv: {
    title: 'Avboka tiden?',
    tab: 'Tiden du har',
    text: 'Då kan någon annan få tiden. Du behöver inte säga varför. Du kan boka en ny när du vill.',
    act: 'Ja, avboka tiden',
    no: 'Nej, behåll tiden',
    rather: 'Vill du hellre byta?',
    move: 'Byt till en annan tid',
    late: 'Det går inte att avboka här längre. Ring så hjälper vi dig. Det är bättre att ringa sent än inte alls.',
  },
  en: {
    title: 'Cancel the time?',
    tab: 'The time you have',
    text: 'Then somebody else can have the time. You need not say why. You can book a new one whenever you want.',
    act: 'Yes, cancel the time',
    no: 'No, keep the time',
    rather: 'Would you rather move it?',
    move: 'Move to another time',
    late: 'It can no longer be cancelled here. Phone and we help you. Phoning late is better than not at all.',
  },
  'sv-simple': {
    text: 'Då kan någon annan få tiden. Du behöver inte säga varför. Du kan boka en ny tid när du vill.',
    late: 'Du kan inte avboka här längre. Det är bättre att ringa sent än att inte ringa. Ring oss. Då hjälper vi dig.',
  },
})
