// Dates by chrono-node. Install: npm ci
import * as chrono from "chrono-node";
import { fact, reference, serve } from "./protocol.mjs";

// Writes a date no more precisely than chrono is certain of: a weekday makes a day, the year may be its guess.
function spell(components) {
  const [year, month, day, hour, minute] = ["year", "month", "day", "hour", "minute"].map((part) =>
    String(components.get(part)).padStart(part === "year" ? 4 : 2, "0"),
  );
  if (components.isCertain("hour")) return `${year}-${month}-${day}T${hour}:${minute}`;
  if (components.isCertain("day") || components.isCertain("weekday")) return `${year}-${month}-${day}`;
  if (components.isCertain("month")) return `${year}-${month}`;
  return components.isCertain("year") ? year : `${year}-${month}-${day}`;
}

serve((request) => {
  const from = { instant: reference(request), timezone: 0 };
  return chrono.fr.parse(request.text, from).map((found) => {
    const value = found.end ? `${spell(found.start)}/${spell(found.end)}` : spell(found.start);
    return fact("dates", value, found.index, found.index + found.text.length);
  });
});
