// What each shell runs when Tab is pressed: the command itself, with ADDER_COMPLETE set and the words so far, the last one
// unfinished. It answers with a candidate per line; `@files` stands for the names of files.

export const SHELLS = ['bash', 'fish', 'powershell', 'zsh'] as const;
export type Shell = (typeof SHELLS)[number];

export function isShell(name: string): name is Shell {
  return (SHELLS as readonly string[]).includes(name);
}

/** @param program the name that the command is called by */
export function completionScript(shell: Shell, program: string): string {
  return SCRIPTS[shell].replaceAll('PROGRAM', program);
}

const SCRIPTS: Readonly<Record<Shell, string>> = {
  // COMP_WORDS is cut at colons, which boards and their paths have: the line is read instead.
  bash: `_PROGRAM_complete() {
  local line="\${COMP_LINE:0:COMP_POINT}" words word file
  read -ra words <<< "$line"
  [[ $line == *' ' ]] && words+=('')
  COMPREPLY=()
  while IFS= read -r word; do
    if [[ $word == @files ]]; then
      while IFS= read -r file; do COMPREPLY+=("$file"); done < <(compgen -f -- "$2")
    else
      COMPREPLY+=("$word")
    fi
  done < <(ADDER_COMPLETE=1 "$1" "\${words[@]:1}" 2>/dev/null)
}
complete -o filenames -F _PROGRAM_complete PROGRAM
`,
  zsh: `#compdef PROGRAM
_PROGRAM() {
  local -a found
  found=("\${(@f)$(ADDER_COMPLETE=1 "\${words[1]}" "\${(@Q)words[2,CURRENT]}" 2>/dev/null)}")
  compadd -- "\${(@)found:#@files}"
  (( \${found[(Ie)@files]} )) && _files
}
compdef _PROGRAM PROGRAM
`,
  fish: `function __PROGRAM_complete
  set -l words (commandline -opc)
  set -l current (commandline -ct)
  for word in (env ADDER_COMPLETE=1 $words "$current" 2>/dev/null)
    if test "$word" = @files
      __fish_complete_path "$current"
    else
      echo $word
    end
  end
end
complete -c PROGRAM -f -a '(__PROGRAM_complete)'
`,
  powershell: `Register-ArgumentCompleter -Native -CommandName PROGRAM -ScriptBlock {
  param($current, $line, $position)
  $words = @($line.CommandElements | Select-Object -Skip 1 | ForEach-Object { "$_" })
  if ($current -eq '') { $words += '""' }
  $env:ADDER_COMPLETE = '1'
  try { & PROGRAM @words 2>$null | Where-Object { $_ -ne '@files' } }
  finally { Remove-Item Env:ADDER_COMPLETE }
}
`,
};
