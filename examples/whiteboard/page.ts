/** The whiteboard's pen: while a pointer is down, its line goes to the server piece by piece. */

import type { Djust, Hook, HookContext } from "@djust/live/client";

/** How long points are gathered. */
const PIECE = 80;

const Pen: Hook & ThisType<Hook & HookContext> = {
  mounted() {
    const { el } = this;
    const push = (params: { id: string; points: number[] }): void =>
      void this.pushEvent("draw", params);
    const points: number[] = [];
    let id = "";
    let timer: ReturnType<typeof setTimeout> | undefined;
    const send = (): void => {
      timer = undefined;
      if (points.length > 0) push({ id, points: points.splice(0) });
    };
    const put = ({ clientX, clientY }: PointerEvent): void => {
      const { left, top, width } = el.getBoundingClientRect();
      const whole = 1000 / width;
      points.push(Math.round((clientX - left) * whole), Math.round((clientY - top) * whole));
      timer ??= setTimeout(send, PIECE);
    };
    el.addEventListener("pointerdown", (event) => {
      if (event.button !== 0) return;
      id = crypto.randomUUID();
      el.setPointerCapture(event.pointerId);
      put(event);
    });
    el.addEventListener("pointermove", (event) => {
      if (id) put(event);
    });
    for (const end of ["pointerup", "pointercancel"]) {
      el.addEventListener(end, () => {
        clearTimeout(timer);
        if (id) send();
        id = "";
      });
    }
  },
};

const page = globalThis as unknown as { djust?: Partial<Djust> };
page.djust ??= {};
page.djust.hooks = { ...page.djust.hooks, Pen };
