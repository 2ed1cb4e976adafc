// Server settings of the embedded PostgreSQL, by what the data is worth.
import { existsSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import type { PostgresBinaries } from "./postgres-binaries.ts";

/** `durable` survives a power cut; `test` trades that for speed. */
export type PostgresProfile = "durable" | "test";

const mib = 1024 * 1024;

export function serverSettings(profile: PostgresProfile, binaries: PostgresBinaries): Record<string, string> {
  return { ...shared, ...(profile === "durable" ? durable(binaries) : test) };
}

const shared: Record<string, string> = {
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "",
  max_connections: "200",
  timezone: "UTC",
  log_timezone: "UTC",
  password_encryption: "scram-sha-256",
  // Our statements are short: compiling them costs more than it saves.
  jit: "off",
  random_page_cost: "1.1",
};

function durable(binaries: PostgresBinaries): Record<string, string> {
  const statistics = existsSync(path.join(binaries.native, "lib", "postgresql", "pg_stat_statements.so"));
  const memory_mib = Math.floor(os.totalmem() / mib);
  const buffers_mib = Math.min(1024, Math.max(128, Math.floor(memory_mib / 8)));
  return {
    wal_level: "replica",
    shared_buffers: `${buffers_mib}MB`,
    effective_cache_size: `${Math.max(256, Math.floor(memory_mib / 2))}MB`,
    work_mem: "16MB",
    maintenance_work_mem: `${Math.min(256, Math.max(64, Math.floor(memory_mib / 16)))}MB`,
    max_wal_size: "4GB",
    checkpoint_timeout: "15min",
    wal_compression: "on",
    log_min_duration_statement: "2s",
    track_io_timing: "on",
    track_functions: "pl",
    ...(statistics ? { shared_preload_libraries: "pg_stat_statements" } : {}),
  };
}

const test: Record<string, string> = {
  wal_level: "minimal",
  max_wal_senders: "0",
  fsync: "off",
  synchronous_commit: "off",
  full_page_writes: "off",
  shared_buffers: "256MB",
  max_wal_size: "4GB",
  autovacuum: "off",
  log_min_messages: "fatal",
};
