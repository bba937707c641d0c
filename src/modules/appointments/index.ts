export { appointmentRoutes } from './route.ts'
