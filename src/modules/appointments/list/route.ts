import { NotFound } from '#kernel/errors'
import { formOf, idFrom, type Route } from '#kernel/http'
import type { Services } from '#kernel/services'
import { dayOf } from '#kernel/values/day'
import { frameOf, turnTo } from '#modules/directory'
import { offerPath, timePath, timesPath } from '../paths.ts'
import { answerOffer, listOffers } from '../queries.ts'
import { alsoTold, type CaseMeetings } from './model.ts'
import { type Said, TimesPage } from './page.tsx'
import { readTimes } from './queries.ts'

const answers: readonly Said[] = ['avbokad', 'behaller', 'sent']

/** A person's times: what waits, the next one, the rest (APPT-01, APPT-02). Open to whoever has a means that the unit has handed out (zone B). */
export const listRoutes = (services: Services, casesTell: CaseMeetings): Route[] => [
  {
    method: 'get',
    path: timesPath,
    who: 'person',
    zone: 'B',
    async handle(c) {
      const { actor, language } = c.var
      const now = new Date()
      const today = dayOf(now)
      const [[times, told, foot], frame] = await Promise.all([
        services.db.as(actor, { purpose: 'times' }, (tx) =>
          Promise.all([readTimes(tx), casesTell(tx, today, language), turnTo(tx, language)]),
        ),
        frameOf(c, services, timesPath),
      ])
      const said = answers.find((one) => one === c.req.query('gjort'))
      return c.html(TimesPage({ frame: { ...frame, ...foot }, times, told: alsoTold(told, times.meetings), now, today, said }))
    },
  },
  {
    method: 'post',
    path: offerPath(':booking', ':offer'),
    who: 'person',
    zone: 'B',
    async handle(c) {
      const [booking, offer] = [idFrom(c, 'booking'), idFrom(c, 'offer')]
      const { svar: answer } = await formOf(c)
      const yes = answer === 'ja'
      const outcome = await services.db.as(c.var.actor, { purpose: 'change time', item: booking }, async (tx) => {
        // Neither yes nor no is no answer.
        if (!yes && answer !== 'nej') return (await listOffers(tx)).some(({ id }) => id === offer) ? undefined : 'none'
        return answerOffer(tx, offer, yes)
      })
      if (outcome === undefined) return c.redirect(timesPath, 303)
      if (outcome === 'none') throw new NotFound()
      if (outcome !== 'done' && outcome !== 'same') return c.redirect(`${timesPath}?gjort=sent`, 303)
      return c.redirect(yes ? `${timePath(booking)}?gjort=andrad` : `${timesPath}?gjort=behaller`, 303)
    },
  },
]
