using System.CommandLine;
using Hotpatch.Tool.Connection;

namespace Hotpatch.Tool.Commands;

/// <summary>The command completion: scripts that let a shell complete commands, options, and the names of methods.</summary>
internal static class CompletionCommand
{
    // The directive [suggest:POSITION] of the command line writes what could stand there, one a line.
    private static readonly Dictionary<string, string> Scripts = new(StringComparer.Ordinal)
    {
        ["bash"] = """
            _hotpatch() {
                local found=() name word="${COMP_WORDS[COMP_CWORD]}"
                mapfile -t found < <(hotpatch "[suggest:${COMP_POINT}]" "${COMP_LINE}" 2>/dev/null)
                COMPREPLY=()
                for name in "${found[@]}"; do
                    [[ $name == "$word"* ]] && COMPREPLY+=("$(printf '%q' "$name")")
                done
            }
            complete -o default -F _hotpatch hotpatch
            """,
        ["zsh"] = """
            _hotpatch() {
                local -a found
                found=("${(@f)$(hotpatch "[suggest:${CURSOR}]" "${BUFFER}" 2>/dev/null)}")
                compadd -a found
            }
            compdef _hotpatch hotpatch
            """,
        ["fish"] = """
            complete -c hotpatch -a '(hotpatch "[suggest:"(string length (commandline -cp))"]" (commandline -p) 2>/dev/null)'
            """,
        ["pwsh"] = """
            Register-ArgumentCompleter -Native -CommandName hotpatch -ScriptBlock {
                param($wordToComplete, $commandAst, $cursorPosition)
                hotpatch "[suggest:$cursorPosition]" "$commandAst" 2>$null | ForEach-Object { [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_) }
            }
            """,
    };

    public static Command Create(ToolCommand tool)
    {
        var shell = new Argument<string>("SHELL") { Description = "bash, zsh, fish or pwsh." };
        var command = new Command("completion", "Writes the script that lets a shell complete command lines: source <(hotpatch completion bash)") { shell };
        tool.Set(command, (result, output, _) =>
        {
            var script = Scripts.TryGetValue(result.GetValue(shell)!, out var found)
                ? found
                : throw new ToolException(ExitCode.Usage, $"One of {string.Join(", ", Scripts.Keys)} was expected, but '{result.GetValue(shell)}' was found.");
            if (!output.TryWriteJson(new { script }))
                output.WriteLine(script);

            return Task.CompletedTask;
        });
        return command;
    }
}
