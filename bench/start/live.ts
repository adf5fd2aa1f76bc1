/** The same with us. */

import { Hono } from "hono";
import "@djust/live/hono";

new Hono();
