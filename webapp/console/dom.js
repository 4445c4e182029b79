/** An element by its id. */
export const byId = (id) => document.getElementById(id);

/** A new element; properties that it has are set as such, others as attributes. */
export function element(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name in made) {
      made[name] = value;
    } else {
      made.setAttribute(name, value);
    }
  }
  made.append(...children);
  return made;
}

/**
 * Calls the function in the next frame, however often it is asked before, and again no sooner than
 * the pace allows: what comes at speed must not be drawn at speed.
 */
export function paced(run, pace) {
  let asked = false;
  let last = -Infinity;
  const frame = () =>
    requestAnimationFrame((now) => {
      asked = false;
      last = now;
      run();
    });
  return () => {
    if (!asked) {
      asked = true;
      const wait = last + pace - performance.now();
      if (wait > 0) {
        setTimeout(frame, wait);
      } else {
        frame();
      }
    }
  };
}

/** Lets the browser do what waits: input, frames, messages. */
export function breathe() {
  return new Promise((resume) => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => {
      channel.port1.close();
      resume();
    };
    channel.port2.postMessage(null);
  });
}

/** A button that copies what the function returns. */
export function copyButton(label, text) {
  const button = element("button", { type: "button", className: "copy", textContent: "Copy", ariaLabel: label });
  button.addEventListener("click", () => copy(button, text()));
  return button;
}

/** Copies, and says so on the button for a moment. */
export async function copy(button, text) {
  button.textContent = (await toClipboard(text)) ? "Copied" : "No access";
  setTimeout(() => {
    button.textContent = "Copy";
  }, 1200);
}

async function toClipboard(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copiedBySelection(text);
  }
}

/** The clipboard API is for https and localhost only; this is for plain http. */
function copiedBySelection(text) {
  const area = element("textarea", { value: text, className: "unseen" });
  document.body.append(area);
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  return done;
}
