import { dayOf, type Day, inSweden } from '#kernel/values/day'
import { sayDay } from '#kernel/values/when'
import { type Channel, type Message, type Slots, type Template, templates, type Tongue } from './model.ts'
import { words } from './text.ts'

/** How it is sent: `from` is the municipality's name, `reply` whether an answer by SMS reaches us. */
export type Around = {
  readonly language: Tongue
  readonly channel: Channel
  readonly today: Day
  readonly from?: string
  readonly reply?: boolean
}
export type Wording = { readonly subject: string; readonly text: string }

/** The day and the time of a moment as slots: `{ day: '2026-12-03', time: '9.30' }`. */
export function whenSlots(at: Date): { day: Day; time: string } {
  const { hour, minute } = inSweden(at)
  return { day: dayOf(at), time: `${hour}.${String(minute).padStart(2, '0')}` }
}

/** Exactly what is sent: the text of an SMS, an e-mail or a letter. Throws when the slots are not what the template asks for. */
export function wording(message: Message, { language, channel, today, from, reply = false }: Around): Wording {
  const said = words(language)
  const sentences = plain(tell(message, language, today, channel === 'sms' && reply).join(' '))
  const subject = said.subjects[message.template]
  switch (channel) {
    case 'sms':
      return { subject, text: from ? `${plain(from)}: ${sentences}` : sentences }
    case 'email':
    case 'letter':
      return {
        subject,
        text: [said.greeting, sentences, ...(channel === 'email' ? [said.noReply] : []), ...(from ? [plain(from)] : [])].join('\n\n'),
      }
  }
}

/** In the letters of every phone (GSM 03.38): with others in it, an SMS holds 70 letters and not 160. */
const plain = (text: string) => text.replaceAll('\u00a0', ' ').replaceAll('\u2011', '-').replaceAll('–', '-').replaceAll('’', "'")

function tell(message: Message, language: Tongue, today: Day, reply: boolean): string[] {
  const said = words(language)
  const slots = <T extends Template>(template: T) => templates[template].parse(message.slots) as Slots<T>
  const at = (day: Day, time: string) =>
    `${sayDay(day, today, language)} ${language === 'sv' ? `kl. ${time}` : `at ${time.replace('.', ':')}`}`
  const changed = ({ how, street, day, time }: Slots<'time-changed-no-link'>) => {
    const when = at(day, time)
    return how === 'visit'
      ? said.changed(said.your(how), when, said.where(street))
      : how === 'phone'
        ? said.changedCall(when)
        : said.changedVideo(when)
  }
  const remind = ({ how, street, day, time }: Slots<'reminder-no-link'>) =>
    said.remind(said.what(how), at(day, time), how === 'visit' ? said.where(street) : '')
  switch (message.template) {
    case 'reminder': {
      const s = slots('reminder')
      return [remind(s), ...(reply ? [said.reply] : []), said.questions(s.phone), said.move(s.link)]
    }
    case 'reminder-no-link': {
      const s = slots('reminder-no-link')
      return [remind(s), said.ask(s.phone)]
    }
    case 'earlier-time': {
      const s = slots('earlier-time')
      return [said.earlier(at(s.day, s.time), at(s.untilDay, s.untilTime)), said.take(s.link)]
    }
    case 'earlier-time-no-link': {
      const s = slots('earlier-time-no-link')
      return [said.earlier(at(s.day, s.time), at(s.untilDay, s.untilTime)), said.takeByPhone(s.phone)]
    }
    case 'time-changed': {
      const s = slots('time-changed')
      return [changed(s), said.questions(s.phone), said.suits(s.link)]
    }
    case 'time-changed-no-link': {
      const s = slots('time-changed-no-link')
      return [changed(s), said.ask(s.phone)]
    }
    case 'time-cancelled': {
      const s = slots('time-cancelled')
      return [said.cancelled(at(s.day, s.time)), said.another(s.phone)]
    }
    case 'waiting':
      return [said.waiting(slots('waiting').phone)]
    case 'confirm-number':
      return [said.code(slots('confirm-number').code)]
    case 'alarm':
      return [said.alarm(slots('alarm').link)]
    case 'invite': {
      const s = slots('invite')
      return [said.invite(s.link, s.phone)]
    }
  }
}
