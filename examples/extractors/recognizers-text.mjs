// Dates, durations and numbers by @microsoft/recognizers-text-suite. Install: npm ci
import Recognizers from "@microsoft/recognizers-text-suite";
import { fact, reference, serve } from "./protocol.mjs";

const { Culture, recognizeDateTime, recognizeNumber } = Recognizers;
const DAY_PARTS = { TMO: "morning", TAF: "afternoon", TEV: "evening", TNI: "night" };

// Of the days that are offered, the past one is meant in the news: the last that is not after publication.
function choose(values, published) {
  const past = values.filter(({ value, start, end }) => (value ?? start ?? end).slice(0, 10) <= published);
  return past.at(-1) ?? values[0];
}

// Cuts a day to what the timex states: 1980 and XXXX-12 are a year and a month.
function cut(day, timex) {
  const stated = /^[\dX]{4}(-\d\d)?$/.exec(timex);
  return stated ? day.slice(0, stated[0].length) : day;
}

// Writes a value as gold does; null where it names no day, such as a time of day alone.
function spell({ timex, type, value, start, end, Mod }) {
  if (type === "duration") return timex;
  if (type === "date") return value === "not resolved" ? null : value;
  if (type === "datetime") return timex.includes("REF") ? null : value.slice(0, 16).replace(" ", "T");
  if (Mod === "since") return `${cut(start, timex)}/..`;
  if (Mod === "until") return `../${cut(end, timex)}`;
  if (Mod === "before") return `before ${cut(end, timex)}`;
  if (Mod === "after") return `after ${cut(start, timex)}`;
  const part = DAY_PARTS[timex.slice(-3)];
  if (type === "datetimerange") return part ? `${start.slice(0, 10)} ${part}` : null;
  if (type !== "daterange" || !start || !end) return null;
  if (cut(start, timex) !== start) return cut(start, timex);
  if (timex.startsWith("(")) return `${start}/${end}`; // both ends are stated
  const last = new Date(Date.parse(end) - 86_400_000).toISOString().slice(0, 10);
  return `${start}/${last}`;
}

// It is made for one utterance, so it gets the article line by line.
serve((request) => {
  const day = reference(request);
  const facts = [];
  let offset = 0;
  for (const line of request.text.split("\n")) {
    const dates = recognizeDateTime(line, Culture.French, undefined, day);
    for (const { start, end, resolution } of dates) {
      const chosen = resolution && choose(resolution.values, request.published);
      const value = chosen && spell(chosen);
      const view = chosen?.type === "duration" ? "durations" : "dates";
      if (value) facts.push(fact(view, value, offset + start, offset + end + 1));
    }
    for (const { start, end, resolution } of recognizeNumber(line, Culture.French)) {
      const isDate = dates.some((date) => date.start <= start && end <= date.end);
      if (!isDate) facts.push(fact("counts", resolution.value, offset + start, offset + end + 1));
    }
    offset += line.length + 1;
  }
  return facts;
});
