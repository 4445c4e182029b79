// Not a module: it runs before the first paint, so that no page flashes in the other colours.
(() => {
  try {
    const chosen = localStorage.getItem("wsbin.theme");
    if (chosen === "light" || chosen === "dark") {
      document.documentElement.dataset.theme = chosen;
    }
  } catch {
    // no storage is allowed here: the colours are the system's
  }
})();
