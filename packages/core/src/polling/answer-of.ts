/**
 * What a function gives, as a promise also where it throws or gives none. Not an async function, which
 * would pass the answer on through three promises more.
 */
export function answerOf<A, T>(ask: (about: A) => T | PromiseLike<T>, about: A): Promise<T> {
  try {
    return Promise.resolve(ask(about));
  } catch (error) {
    return Promise.reject(error);
  }
}
