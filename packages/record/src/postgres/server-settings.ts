// The settings our own PostgreSQL runs with; given on the command line, so no file and no ALTER SYSTEM can undo them.
import type { Endpoint } from './endpoint.ts';

/** The name our server goes by in the process list, by which a survivor of a crash is known as ours. */
export const CLUSTER_NAME = 'twinward-record';

/**
 * Command-line settings of the server: durable always (fsync, synchronous commit, full pages), sized for a laptop, silent about
 * the values in a failed statement, and reachable only through a private socket (on Windows: this machine, with a password).
 */
export function serverSettings(endpoint: Endpoint): readonly string[] {
  const settings: Readonly<Record<string, string>> = {
    cluster_name: CLUSTER_NAME,
    ...(endpoint.socketFolder === null
      ? { listen_addresses: '127.0.0.1' }
      : {
          listen_addresses: '',
          unix_socket_directories: endpoint.socketFolder,
          unix_socket_permissions: '0700',
        }),
    port: String(endpoint.port),
    password_encryption: 'scram-sha-256',
    fsync: 'on',
    synchronous_commit: 'on',
    full_page_writes: 'on',
    wal_level: 'replica',
    wal_compression: 'on',
    max_wal_size: '1GB',
    checkpoint_timeout: '10min',
    max_wal_senders: '0',
    max_replication_slots: '4',
    max_connections: '40',
    shared_buffers: '128MB',
    work_mem: '8MB',
    maintenance_work_mem: '64MB',
    jit: 'off',
    timezone: 'UTC',
    log_timezone: 'UTC',
    logging_collector: 'off',
    log_min_error_statement: 'panic',
    log_parameter_max_length_on_error: '0',
    log_error_verbosity: 'terse',
    log_min_messages: 'warning',
  };
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}
