/** A string in JavaScript, Java and Python alike. */
export const quoted = (text) => JSON.stringify(text);

/** The lines of a program, without those that are null. */
export const lines = (...all) => all.flat().filter((line) => line !== null).join("\n");

/** A line, or several, where the condition holds. */
export const when = (condition, line) => (condition ? line : null);

/** A loopback server's certificate is one of its own making. */
export const isSelfSigned = (url) => /^wss:\/\/(localhost|127(\.\d+){3}|\[::1\])(:\d+)?([/?]|$)/.test(url);

/** A function with what is in it; nothing where that is nothing. */
export const sendOnOpen = (head, body, tail) => (body.length ? [head, ...body, tail] : []);
