using System.Diagnostics;
using Hotpatch.Benchmarks.Processes;

namespace Hotpatch.Benchmarks.Assemblies;

/// <summary>This program once more, to do one thing once.</summary>
internal static class OwnProcess
{
    public const string Rewrite = "rewrite";
    public const string Weave = "weave";
    public const string Host = "host";

    /// <summary>What such a process does.</summary>
    /// <returns>Whether the arguments are those of such a process.</returns>
    public static bool Do(string[] arguments)
    {
        switch (arguments)
        {
            case [Rewrite, var input, var output]:
                PackageWeaver.Rewrite(input, output);
                return true;
            case [Weave, var input, var output]:
                PackageWeaver.Weave(input, output);
                return true;
            case [Host]:
                SmallHost.Run(withHotpatch: false);
                return true;
            case [Host, nameof(Hotpatch)]:
                SmallHost.Run(withHotpatch: true);
                return true;
            default:
                return false;
        }
    }

    /// <summary>Starts such a process and waits for its end.</summary>
    public static void Run(params string[] arguments)
    {
        // This program is run by its own executable, or by dotnet.
        var isHost = Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet";
        string[] all = [.. isHost ? new[] { typeof(OwnProcess).Assembly.Location } : [], .. arguments];
        Command.Run(new ProcessStartInfo(Environment.ProcessPath!, all));
    }
}
