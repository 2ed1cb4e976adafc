import { SaxesParser } from "saxes";

/** The fields directly below the root of one of WeChat's messages; undefined for what is no XML. What lies deeper is left out. */
export function readMessage(xml: string): Readonly<Record<string, string>> | undefined {
  const fields: Record<string, string> = {};
  const path: string[] = [];
  let text = "";
  let is_broken = false;
  const parser = new SaxesParser();
  parser.on("error", () => {
    is_broken = true;
  });
  parser.on("opentag", ({ name }) => {
    path.push(name);
    text = "";
  });
  parser.on("text", (piece) => {
    text += piece;
  });
  parser.on("cdata", (piece) => {
    text += piece;
  });
  parser.on("closetag", () => {
    const name = path.pop() ?? "";
    if (path.length === 1 && !Object.hasOwn(fields, name)) fields[name] = text;
    text = "";
  });
  parser.write(xml).close();
  return is_broken ? undefined : fields;
}
