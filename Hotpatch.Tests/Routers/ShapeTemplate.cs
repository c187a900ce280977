namespace Hotpatch.Tests.Routers;

/// <summary>
/// Writes the files of Hotpatch.Runtime that have something for each <c>Func</c> and <c>Action</c> of up to eight parameters: a router in Routers/Shapes,
/// and a method in Lookup/DeclaredHandle.Shapes.cs.
/// </summary>
internal sealed class ShapeTemplate
{
    /// <summary>The folder of the routers.</summary>
    public const string Routers = "Routers/Shapes/";

    private const int MostParameters = 8;

    private readonly string _kind;
    private readonly bool _isFunc;
    private readonly string[] _types;
    private readonly string[] _arguments;

    private ShapeTemplate(string kind, int parameters)
    {
        _kind = kind;
        _isFunc = kind == "Func";
        _types = [.. Enumerable.Range(1, parameters).Select(number => $"T{number}")];
        _arguments = [.. Enumerable.Range(1, parameters).Select(number => $"argument{number}")];
    }

    /// <summary>All files, by their paths in the project.</summary>
    public static IReadOnlyDictionary<string, string> Files { get; } = All
        .Select(template => (Name: Routers + template.FileName, Text: template.Write()))
        .Append((Name: "Lookup/DeclaredHandle.Shapes.cs", Text: Handles))
        .ToDictionary(file => file.Name, file => file.Text, StringComparer.Ordinal);

    private static string Handles => $$"""
        using System.ComponentModel;

        namespace Hotpatch.Woven;

        /// <content>
        /// One method for each delegate type of which Hotpatch.Runtime has a router. The call of one takes fewer bytes than that of <c>Get</c>.
        /// </content>
        public static partial class DeclaredHandle
        {
        {{string.Join("\n", All.Select(template => template.WriteGet()))}}}

        """;

    private static IEnumerable<ShapeTemplate> All
        => new[] { "Func", "Action" }.SelectMany(kind => Enumerable.Range(0, MostParameters + 1), (kind, parameters) => new ShapeTemplate(kind, parameters));

    private string FileName => $"{_kind}Router{_types.Length}.cs";

    private string[] TypeArguments => _isFunc ? [.. _types, "TResult"] : _types;

    private string TypeList => TypeArguments is [] ? "" : $"<{string.Join(", ", TypeArguments)}>";

    private string DelegateType => _kind + TypeList;

    private string DelegateReference => _kind + TypeList.Replace('<', '{').Replace('>', '}');

    private string Condition => $"Func<{string.Join(", ", [.. _types, "bool"])}>";

    private string Result => _isFunc ? "TResult" : "void";

    private string Parameters => string.Join(", ", _types.Zip(_arguments, (type, argument) => $"{type} {argument}"));

    private string Arguments => string.Join(", ", _arguments);

    private string Self => _types is [] ? "null" : "typeof(T1).IsValueType ? null : (object?)argument1";

    private string TypeDocs
        => string.Concat(TypeArguments.Select(type => $"/// <typeparam name=\"{type}\">The type of {(type == "TResult" ? "the result" : "an argument")}.</typeparam>\n"));

    private string InvokeDocs
        => string.Concat(_arguments.Select(argument => $"    /// <param name=\"{argument}\">An argument.</param>\n")) + (_isFunc ? "    /// <returns>The result.</returns>\n" : "");

    private string FrameType
        => $"TypedFrame<{string.Join(", ", [.. _types, .. Enumerable.Repeat("NoArgument", MostParameters - _types.Length), _isFunc ? "TResult" : "NoArgument"])}>";

    private string IntoFrame => _types is [] ? "" : $" {{ {string.Join(", ", _arguments.Select((argument, place) => $"A{place + 1} = {argument}"))} }}";

    private string OfFrame => string.Join(", ", _types.Select((_, place) => $"typed.A{place + 1}"));

    private string Pass => _arguments is [] ? "" : $$"""
                    if (call.IsPassing)
                    {
        {{string.Concat(_arguments.Select(argument => $"                call.Pass(ref {argument});\n"))}}            }


        """;

    private string Call => _isFunc
        ? $$"""
                    TResult result;
                    try
                    {
                        result = target({{Arguments}});
                    }
        """
        : $$"""
                    try
                    {
                        target({{Arguments}});
                    }
        """;

    private string WriteGet() => $$"""
            /// <summary>Returns the handle of a method that is not generic, and whose delegate type is <see cref="{{DelegateReference}}"/>.</summary>
        {{TypeDocs.Replace("///", "    ///", StringComparison.Ordinal)}}    /// <param name="type">The type that declares the method.</param>
            /// <param name="stub">The patchable method.</param>
            /// <returns>The handle.</returns>
            /// <exception cref="ContractVersionException">The type's assembly was woven for a newer Hotpatch.Runtime.</exception>
            public static PatchHandle<{{DelegateType}}> Get{{_kind}}{{_types.Length}}{{TypeList}}(RuntimeTypeHandle type, RuntimeMethodHandle stub)
                => Get<{{DelegateType}}, {{_kind}}Router{{TypeList}}>(type, stub);

        """;

    private string Write() => $$"""
        using System.ComponentModel;
        using System.Diagnostics;
        using Hotpatch.Routers;

        namespace Hotpatch.Woven;

        /// <summary>Routes the calls of a method whose delegate type is <see cref="{{DelegateReference}}"/>. Not for use by hand.</summary>
        {{TypeDocs}}[EditorBrowsable(EditorBrowsableState.Never)]
        [StackTraceHidden]
        [DebuggerStepThrough]
        public sealed class {{_kind}}Router{{TypeList}} : Router
        {
            private {{Condition}}? _condition;
            private {{DelegateType}}? _then;
            private {{DelegateType}}? _below;

            internal override Type? ConditionType => typeof({{Condition}});

            /// <summary>Routes a call.</summary>
        {{InvokeDocs}}    public {{Result}} Invoke({{Parameters}})
            {
                RoutedCall call = default;
                while (true)
                {
                    var target = TargetOf<{{DelegateType}}>(Begin(ref call, {{Self}})!);
        {{Pass}}            if (target is null)
                    {
                        if (Run(ref call))
                            continue;

                        {{(_isFunc ? "return Result<TResult>(ref call);" : "return;")}}
                    }

        {{Call}}
                    catch (Exception exception) when (Fault(exception, ref call))
                    {
                        continue;
                    }

                    {{(_isFunc ? "return End(result, ref call);" : "EndVoid(ref call);\n            return;")}}
                }
            }

            internal override Delegate BindCondition(RouterPlan plan, Delegate condition, Delegate then, Delegate below)
            {
                Plan = plan;
                (_condition, _then, _below) = (({{Condition}})condition, ({{DelegateType}})then, ({{DelegateType}})below);
                return new {{DelegateType}}(InvokeConditionally);
            }

            internal override void RunFrame(CallFrame frame, Delegate target)
            {
        {{(_types is [] && !_isFunc ? "" : $"        var typed = TargetOf<{FrameType}>(frame);\n")}}{{(_isFunc ? "        typed.Returned = " : "        ")}}TargetOf<{{DelegateType}}>(target)({{OfFrame}});
            }

            private protected override Delegate Bind(Type delegateType)
                => Plan.OnlyPicks ? new {{DelegateType}}(InvokePicked) : Plan.TakesFrames ? new {{DelegateType}}(InvokeTaken) : new {{DelegateType}}(Invoke);

            private {{Result}} InvokePicked({{Parameters}})
                => TargetOf<{{DelegateType}}>(Plan.Pick({{Self}}))({{Arguments}});

            private {{Result}} InvokeTaken({{Parameters}})
            {
                if (Plan.PickUntaken() is { } target)
        {{(_isFunc
            ? $"            return TargetOf<{DelegateType}>(target)({Arguments});\n"
            : $"        {{\n            TargetOf<{DelegateType}>(target)({Arguments});\n            return;\n        }}\n")}}
                var frame = new {{FrameType}}(this){{IntoFrame}};
                Plan.Take(frame);{{(_isFunc ? "\n        return frame.Returned;" : "")}}
            }

            private {{Result}} InvokeConditionally({{Parameters}})
            {
                bool holds;
                try
                {
                    holds = _condition!({{Arguments}});
                }
                catch (Exception exception)
                {
                    throw Plan.ConditionFailed(exception);
                }

                if (holds)
                    Plan.Hit();

                {{(_isFunc ? "return " : "")}}(holds ? _then! : _below!)({{Arguments}});
            }
        }

        """;
}
