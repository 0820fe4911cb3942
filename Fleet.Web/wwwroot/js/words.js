// The page's own words and the way its reader writes numbers. Figures.cs does the same on the server.
const table = JSON.parse(document.getElementById("words")?.textContent ?? "{}");
const locale = document.documentElement.lang === "en" ? "en-GB" : "de-DE";
const space = "\u202f";
const format = digits => new Intl.NumberFormat(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits });
const formats = [0, 1, 2].map(format);
const clock = new Intl.DateTimeFormat(locale, { hour: "2-digit", minute: "2-digit" });

export const word = (key, ...values) => (table[key] ?? key).replace(/\{(\d)\}/g, (_, n) => values[n] ?? "");
export const wordOr = (key, other) => table[key] ?? other;

export function digits(value) {
  const size = Math.abs(value);
  return formats[size === 0 || size >= 100 ? 0 : size >= 10 ? 1 : 2].format(value);
}

export const whole = value => formats[0].format(value);
export const power = watts => watts == null ? "" : `${whole(watts)}${space}W`;
export const percent = fraction => `${whole(fraction * 100)}${space}%`;
export const mass = grams => grams == null ? "–" : grams >= 1000 ? `${digits(grams / 1000)}${space}kg` : `${digits(grams)}${space}g`;
export const celsius = degrees => `${whole(degrees)}${space}°C`;
export const until = seconds => clock.format(new Date(Date.now() + seconds * 1000));

export function duration(seconds) {
  if (seconds == null || !Number.isFinite(seconds) || seconds < 0) return "–";
  if (seconds < 60) return `${whole(seconds)}${space}s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes}${space}min`;
  if (minutes < 1440) return `${Math.floor(minutes / 60)}${space}h ${minutes % 60}${space}min`;
  return `${Math.floor(minutes / 1440)}${space}d ${Math.floor(minutes % 1440 / 60)}${space}h`;
}
