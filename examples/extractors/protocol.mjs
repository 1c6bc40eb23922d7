// Protocol 1 on standard input and output: one article a line in, one answer a line out.
import { createInterface } from "node:readline";

// A Date counts in the zone of the machine, an answer must not.
process.env.TZ = "UTC";

// Answers each request with what `extract` returns for it: a list of facts.
// What goes wrong with one article is its answer, so that the next one is read all the same.
export async function serve(extract) {
  for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
    if (line.trim() === "") continue;
    let answer = { id: null };
    try {
      const request = JSON.parse(line);
      answer.id = request.id;
      answer.facts = extract(request).filter((fact) => request.views.includes(fact.view));
    } catch (error) {
      answer = { id: answer.id, error: String(error) };
    }
    process.stdout.write(JSON.stringify(answer) + "\n");
  }
}

// Returns noon of the day of publication: what "mardi" and "hier" count from.
export function reference(request) {
  if (!/^\d{4}-\d\d-\d\d$/.test(request.published ?? "")) {
    throw new Error("relative dates need the day of publication");
  }
  return new Date(request.published + "T12:00:00Z");
}

// Returns a value with the place where it was read; JavaScript counts UTF-16 units.
export function fact(view, value, start, end) {
  return { view, value, evidence: [{ start, end, unit: "utf16" }] };
}
