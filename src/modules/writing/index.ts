export { answeredIn, Beside, check, CheckButton, Explained, type Question, Questions } from './aid.tsx'
export { wordsToChange } from './review.ts'
export { termRoutes as writingRoutes } from './terms/route.ts'
