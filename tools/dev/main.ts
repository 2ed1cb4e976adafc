// ./dev <command>: each command is a file of its own, loaded only when asked for.
import { commands, showHelp } from "./commands.ts";
import { fail, UsageError } from "./terminal.ts";

const [name = "help", ...args] = process.argv.slice(2);
const command = commands.find((one) => one.name === name);

try {
  if (["help", "--help", "-h"].includes(name)) showHelp();
  else if (!command) throw new UsageError(`unknown command “${name}”; ./dev alone lists them`);
  else process.exit(await (await command.load()).run(args));
} catch (error) {
  fail(error);
  process.exitCode = error instanceof UsageError ? 2 : 1;
}
