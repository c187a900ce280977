using System.CommandLine;
using Hotpatch.Hosting.Control.Protocol;
using Hotpatch.Tool.Output;
using Spectre.Console;

namespace Hotpatch.Tool.Commands;

/// <summary>The command trace.</summary>
internal static class TraceCommand
{
    public static Command Create(ToolCommand tool)
    {
        var name = tool.Method(description: "The method at the root: its full name, or a part from a dot on that no other has.");
        var below = new Option<string?>("--below") { Description = "Show only calls of methods that match: a name, a part from a dot on, or a pattern with *." };
        var depth = new Option<int>("--depth") { Description = "How many levels below the root to show.", DefaultValueFactory = _ => 10 };
        var count = new Option<int>("--count", "-n") { Description = "End after so many calls of the method.", DefaultValueFactory = _ => 1 };
        ToolCommand.AtLeast(depth, 0);
        ToolCommand.AtLeast(count, 1);
        var command = new Command("trace", "Shows the patchable calls below a call of a method as a tree, with times.") { name, below, depth, count };
        tool.Connected(command, async (client, result, output, cancellationToken) =>
        {
            var query = new TraceQuery(result.GetValue(name)!, result.GetValue(below), result.GetValue(depth), result.GetValue(count));
            await foreach (var call in client.Commands.TraceAsync(query, cancellationToken).WithCancellation(cancellationToken))
            {
                if (!output.TryWriteJson(call, isLine: true))
                    output.Console.Write(Add(new Tree(Label(call)), call));
            }
        }, isEndless: true);
        return command;
    }

    private static T Add<T>(T tree, TraceDescription call)
        where T : IHasTreeNodes
    {
        foreach (var below in call.Calls)
            Add(tree.AddNode(Label(below)), below);

        if (call.LeftOut > 0)
            tree.AddNode($"… {Texts.Count(call.LeftOut, "more call")}");

        return tree;
    }

    private static string Label(TraceDescription call)
        => Markup.Escape(
            $"{call.Method}  {(call.Milliseconds is null ? "still running" : Texts.Milliseconds(call.Milliseconds))}{(call.Calls.Count > 0 && call.OwnMilliseconds is { } own ? $", own {Texts.Milliseconds(own)}" : "")}{(call.Exception is null ? "" : $"  threw {call.Exception}")}");
}
