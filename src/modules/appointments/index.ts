export { appointmentJobs, appointmentListeners } from './jobs.ts'
export { type NextMeeting, nextMeetings } from './next.ts'
export { timePath, timesPath } from './paths.ts'
export { appointmentRoutes } from './route.ts'
