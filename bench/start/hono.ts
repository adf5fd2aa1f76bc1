/** What a Hono app imports anyway. */

import { Hono } from "hono";

new Hono();
