// Every call that pages make. An act carries an id of its own: sending it twice does nothing twice.
import { word } from "./words.js";

async function answerOf(response) {
  const text = await response.text();
  let body = null;
  try { body = text ? JSON.parse(text) : null; } catch { /* not every refusal is JSON */ }
  if (response.ok) return body;
  const sentence = body?.detail ?? body?.title ?? body?.reason ?? body?.error ?? (text && text.length < 400 ? text : `${response.status} ${response.statusText}`);
  throw Object.assign(new Error(sentence), { code: body?.code });
}

export async function send(method, path, body) {
  let response;
  try {
    response = await fetch(path, {
      method,
      headers: { "Accept": "application/json", ...(body === undefined ? {} : { "Content-Type": "application/json" }) },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
  } catch {
    throw new Error(word("act.noAnswer"));
  }
  return answerOf(response);
}

export const machineAct = (machine, kind, more = {}) =>
  send("POST", `/api/machines/${encodeURIComponent(machine)}/commands`, { id: crypto.randomUUID(), kind, ...more });
export const judge = (run, outcome, note) => send("POST", `/api/runs/${encodeURIComponent(run)}/outcome`, { outcome, note });
export const machineNow = machine => send("GET", `/api/machines/${encodeURIComponent(machine)}`);
export const fits = program => send("GET", `/q/fits/${encodeURIComponent(program)}`);
export const queueJob = job => send("POST", "/api/jobs", job);

// fetch() tells nothing about the way up, so this one is an XMLHttpRequest.
export function uploadProgram(file, onProgress, signal) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", "/api/programs");
    request.setRequestHeader("Accept", "application/json");
    request.upload.onprogress = event => event.lengthComputable && onProgress(event.loaded / event.total);
    request.onload = () => answerOf(new Response(request.responseText, { status: request.status, statusText: request.statusText }))
      .then(resolve, reject);
    request.onerror = () => reject(new Error(word("act.noAnswer")));
    request.onabort = () => reject(new DOMException("aborted", "AbortError"));
    signal.addEventListener("abort", () => request.abort());
    const form = new FormData();
    form.append("file", file);
    request.send(form);
  });
}
