export { answeredIn, Beside, check, CheckButton, Explained, type Question, Questions } from './aid.tsx'
export { termRoutes as writingRoutes } from './terms/route.ts'
