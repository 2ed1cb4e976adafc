// ./dev client DIR: the TypeScript client as a package others install.
import { buildClient } from "../client/build.ts";
import { say, UsageError } from "./terminal.ts";

export async function run(args: string[]): Promise<number> {
  const [folder] = args;
  if (folder === undefined || args.length > 1) throw new UsageError("./dev client DIR");
  await buildClient(folder);
  say(`the package is in ${folder}: npm publish ${folder}`);
  return 0;
}
