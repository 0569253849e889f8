import { TwinwardError } from '@twinward/contract';
import { Argument, Command } from 'commander';

/** `twinward completion`: a script that completes commands and options in the user's shell. */
export function completionCommand(program: Command): Command {
  return new Command('completion')
    .description('print the completion script of a shell: source it from its start-up file')
    .addArgument(new Argument('<shell>').choices(['bash', 'zsh', 'fish']))
    .action((shell: string) => {
      process.stdout.write(script(shell, program));
    });
}

function script(shell: string, program: Command): string {
  const commands = program.commands.map((command) => ({
    name: command.name(),
    description: command.description(),
    options: command.options.map((option) => option.long ?? option.short ?? ''),
  }));
  const names = commands.map((command) => command.name).join(' ');
  switch (shell) {
    case 'bash':
      return [
        '_twinward() {',
        '  local current="${COMP_WORDS[COMP_CWORD]}"',
        `  if [ "$COMP_CWORD" -eq 1 ]; then COMPREPLY=($(compgen -W "${names}" -- "$current")); return; fi`,
        '  case "${COMP_WORDS[1]}" in',
        ...commands.map(
          (command) =>
            `    ${command.name}) COMPREPLY=($(compgen -W "${command.options.join(' ')}" -f -- "$current"));;`,
        ),
        '  esac',
        '}',
        'complete -F _twinward twinward',
        '',
      ].join('\n');
    case 'zsh':
      return [
        '#compdef twinward',
        '_twinward() {',
        `  if (( CURRENT == 2 )); then compadd ${names}; return; fi`,
        '  case "$words[2]" in',
        ...commands.map(
          (command) => `    ${command.name}) compadd -- ${command.options.join(' ')}; _files;;`,
        ),
        '  esac',
        '}',
        'compdef _twinward twinward',
        '',
      ].join('\n');
    case 'fish':
      return commands
        .flatMap((command) => [
          `complete -c twinward -n __fish_use_subcommand -a ${command.name} -d '${command.description.replaceAll("'", '')}'`,
          ...command.options.map(
            (option) =>
              `complete -c twinward -n '__fish_seen_subcommand_from ${command.name}' -l ${option.replace(/^--/, '')}`,
          ),
        ])
        .concat('')
        .join('\n');
    default:
      throw new TwinwardError('usage', `no completion for ${shell}`, {
        field: 'shell',
        remedy: 'bash, zsh or fish',
      });
  }
}
