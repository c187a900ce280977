using System.Text.RegularExpressions;
using Hotpatch.Hosting.Control.Protocol;
using Hotpatch.Tool.Connection;
using Microsoft.CodeAnalysis.CSharp;

namespace Hotpatch.Tool.Code;

/// <summary>Writes a patch of a method that does what the method does, to be changed.</summary>
/// <param name="details">The method.</param>
internal sealed partial class FixTemplate(MethodDetails details)
{
    /// <summary>Gets the name of the patch, such as <c>QuoteFix</c>.</summary>
    public string Name
    {
        get
        {
            var name = details.Method.Name.Split('(')[0].Split('.')[^1];
            var letters = new string([.. name.Where(char.IsLetterOrDigit)]);
            return (letters.Length == 0 || char.IsDigit(letters[0]) ? "Method" + letters : char.ToUpperInvariant(letters[0]) + letters[1..]) + "Fix";
        }
    }

    /// <summary>Returns the source of the patch.</summary>
    /// <exception cref="ToolException">The method is generic.</exception>
    public string Source()
    {
        var signature = details.Signature ?? throw new ToolException(
            ExitCode.Usage, $"A method that is not generic was expected, but {details.Method.Name} is. Write its patch by hand: docs/reference/patch-libraries.md has an example.");
        var isUnsafe = signature.Parameters.Append(new("", signature.Result)).Any(parameter => parameter.Value.Contains('*', StringComparison.Ordinal));
        var parameters = string.Join(", ", signature.Parameters.Select(parameter => $"{parameter.Value} {NameOf(parameter)}"));
        var below = $"below({string.Join(", ", signature.Parameters.Select(Pass))})";
        var call = signature.Result == "void" ? below : signature.Result.StartsWith("ref ", StringComparison.Ordinal) ? $"return ref {below}" : $"return {below}";

        // The delegates that the weaver declares are none that C# can call.
        var isFramework = signature.Delegate.StartsWith("global::System.", StringComparison.Ordinal);
        var type = isFramework ? signature.Delegate : "Below";
        var declared = isFramework ? string.Empty : $"    internal delegate {signature.Result} Below({parameters});\n\n";
        return details.HasOriginal
            ? $$"""
                // hotpatch apply {{Name}}.cs applies this file to the running program; hotpatch apply --follow {{Name}}.cs does so at each save.
                internal static{{(isUnsafe ? " unsafe" : "")}} class {{Name}}
                {
                {{declared}}    /// <summary>A layer over {{Title}}. To replace the method, leave out the parameter "below".</summary>
                    [Patch({{SymbolDisplay.FormatLiteral(details.Method.Name, quote: true)}})]
                    internal static {{signature.Result}} {{Name}}Layer({{type}} below{{(parameters.Length == 0 ? "" : ", " + parameters)}})
                    {
                        // Before the call.
                        {{call}};
                    }
                }

                """
            : $$"""
                internal static{{(isUnsafe ? " unsafe" : "")}} class {{Name}}
                {
                    /// <summary>A replacement of {{Title}}, whose source body can't be called.</summary>
                    [Patch({{SymbolDisplay.FormatLiteral(details.Method.Name, quote: true)}})]
                    internal static {{signature.Result}} {{Name}}Replacement({{parameters}}) => throw new NotImplementedException();
                }

                """;
    }

    /// <summary>Returns a project for the source, which references the assemblies of the process.</summary>
    /// <param name="assemblies">The assemblies of the process.</param>
    /// <param name="framework">The framework that the process runs on, such as <c>net10.0</c>.</param>
    public static string Project(IEnumerable<AssemblyDescription> assemblies, string framework)
    {
        var files = assemblies.Where(assembly => assembly.Path is not null).ToLookup(assembly => SharedFramework().Match(assembly.Path!).Groups["name"].Value, StringComparer.Ordinal);
        var frameworks = files.Select(group => group.Key)
            .Where(name => name.Length > 0 && name != "Microsoft.NETCore.App")
            .Select(name => $"    <FrameworkReference Include=\"{name}\" />\n");
        var references = files[string.Empty]
            .Select(assembly => $"    <Reference Include=\"{assembly.Name}\" HintPath=\"{System.Security.SecurityElement.Escape(assembly.Path)}\" Private=\"false\" />\n");
        return $"""
            <Project Sdk="Microsoft.NET.Sdk">

              <PropertyGroup>
                <TargetFramework>{framework}</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <Nullable>enable</Nullable>
                <AllowUnsafeBlocks>true</AllowUnsafeBlocks>
              </PropertyGroup>

              <ItemGroup>
                <Using Include="Hotpatch" />
            {string.Concat(frameworks.Concat(references))}  </ItemGroup>

            </Project>

            """;
    }

    // A program that brings its framework along has the framework's assemblies beside its own.
    [GeneratedRegex(@"[/\\]shared[/\\](?<name>[\w.]+)[/\\]\d[^/\\]*[/\\][^/\\]+$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SharedFramework();

    private string Title => System.Security.SecurityElement.Escape(details.Method.Name);

    private static string NameOf(ArgumentDescription parameter)
        => parameter.Name == "below" ? "below_" : SyntaxFacts.GetKeywordKind(parameter.Name) == SyntaxKind.None ? parameter.Name : "@" + parameter.Name;

    private static string Pass(ArgumentDescription parameter)
        => parameter.Value.Split(' ')[0] is "ref" or "out" or "in" ? $"{parameter.Value.Split(' ')[0]} {NameOf(parameter)}" : NameOf(parameter);
}
