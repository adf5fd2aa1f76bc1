/** Where the keyboard goes on: a view says it by `pushEvent("focus", { on })`. */

const goOn = (selector) => document.querySelector(selector)?.focus();

addEventListener("djust:focus", ({ detail }) => goOn(detail.on));

// What did not fit reaches no handler: the first field that is wrong is where to go on.
addEventListener("djust:error", ({ detail }) => {
  if (detail.code === "invalid") goOn("[aria-invalid=true]");
});

/** The whiteboard's pen: while a pointer is down, its line goes to the server piece by piece. */
const Pen = {
  mounted() {
    const { el } = this;
    let id = "";
    const points = [];
    let timer = 0;
    const send = () => {
      timer = 0;
      if (points.length > 0) this.pushEvent("draw", { id, points: points.splice(0) });
    };
    const put = ({ clientX, clientY }) => {
      const { left, top, width } = el.getBoundingClientRect();
      const whole = 1000 / width;
      points.push(Math.round((clientX - left) * whole), Math.round((clientY - top) * whole));
      timer ||= setTimeout(send, 80);
    };
    el.addEventListener("pointerdown", (event) => {
      if (event.button !== 0) return;
      id = crypto.randomUUID();
      el.setPointerCapture(event.pointerId);
      put(event);
    });
    el.addEventListener("pointermove", (event) => id && put(event));
    for (const end of ["pointerup", "pointercancel"]) {
      el.addEventListener(end, () => {
        clearTimeout(timer);
        if (id) send();
        id = "";
      });
    }
  },
};

globalThis.djust ??= {};
globalThis.djust.hooks = { ...globalThis.djust.hooks, Pen };
