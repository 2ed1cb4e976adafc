// Where the embedded server's write-ahead log goes once a segment is full. A link beside the data folder names the
// place; the backup tool sets it. Without it nothing is kept, so an installation without backups does not grow.

export function archiveLink(dir: string): string {
  return `${dir}.wal-archive`;
}

export function archiveSettings(dir: string): Record<string, string> {
  return { archive_mode: "on", archive_command: archiveCommand(archiveLink(dir)) };
}

/**
 * Run by the server's own account, for each segment. It appears whole or not at all and is never overwritten. A link
 * that leads nowhere (the disk is not mounted) and a full disk are failures: the server keeps the segment and tries again.
 */
function archiveCommand(link: string): string {
  const place = quote(link);
  const copy = `cp "%p" "$A/%f.part" && { sync "$A/%f.part" 2>/dev/null || sync; } && mv "$A/%f.part" "$A/%f"`;
  const kept = `if test -e "$A/%f"; then cmp -s "%p" "$A/%f"; else { ${copy}; } || { rm -f "$A/%f.part"; false; }; fi`;
  return `A=${place}; if test -L "$A"; then ${kept}; fi`;
}

/** For the shell; and PostgreSQL reads % as the start of a placeholder. */
function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`).replaceAll("%", "%%")}'`;
}
