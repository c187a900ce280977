using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Samples;

/// <summary>
/// Assemblies that declare what the benchmarks use of Harmony and MonoMod, with the same names and signatures, and that patch nothing. Each prints what a
/// call of the target would return by the rules of the library, so that a body which does not fit these rules is noticed.
/// </summary>
internal static class PeerStandIns
{
    private const string Harmony =
        """
        using System;
        using System.Linq;
        using System.Reflection;

        namespace HarmonyLib;

        public enum HarmonyPatchType { All, Prefix, Postfix, Transpiler, Finalizer, ReversePatch }

        public class HarmonyMethod
        {
            public MethodInfo method;

            public HarmonyMethod(MethodInfo method) => this.method = method;

            public HarmonyMethod(Delegate @delegate) : this(@delegate.Method) { }

            public HarmonyMethod(MethodInfo method, int priority = -1, string[] before = null, string[] after = null, bool? debug = null) : this(method) { }

            public HarmonyMethod(Type methodType, string methodName, Type[] argumentTypes = null) : this(methodType.GetMethod(methodName)) { }
        }

        public class Harmony
        {
            public Harmony(string id) => Id = id;

            public string Id { get; private set; }

            public MethodInfo Patch(
                MethodBase original, HarmonyMethod prefix = null, HarmonyMethod postfix = null, HarmonyMethod transpiler = null, HarmonyMethod finalizer = null)
            {
                var result = (object)0;
                if (prefix == null || Call(original, prefix, ref result) is not false)
                    result = original.Invoke(null, new object[] { 3, 2 });

                if (postfix != null)
                    Call(original, postfix, ref result);

                Console.WriteLine($"Harmony {prefix?.method.Name}, {postfix?.method.Name}: {original.Name}(3, 2) would return {result}");
                return null;
            }

            public void Unpatch(MethodBase original, HarmonyPatchType type, string harmonyID = "*")
                => Console.WriteLine($"Harmony unpatch: {type} of {original.Name}, its own: {harmonyID == Id}");

            public void Unpatch(MethodBase original, MethodInfo patch) => throw new NotSupportedException();

            // Parameters are bound by their names.
            private static object Call(MethodBase original, HarmonyMethod patch, ref object result)
            {
                var ofOriginal = original.GetParameters().ToDictionary(parameter => parameter.Name, parameter => 3 - parameter.Position);
                var parameters = patch.method.GetParameters();
                var current = result;
                var arguments = parameters.Select(parameter => parameter.Name == "__result" ? current : ofOriginal[parameter.Name]).ToArray();
                var returned = patch.method.Invoke(null, arguments);
                var ofResult = Array.FindIndex(parameters, parameter => parameter.Name == "__result");
                if (ofResult >= 0)
                    result = arguments[ofResult];

                return returned;
            }
        }
        """;

    private const string MonoModCore =
        """
        namespace MonoMod.Core;

        public interface IDetourFactory { }
        """;

    private const string MonoModRuntimeDetour =
        """
        using System;
        using System.Linq.Expressions;
        using System.Reflection;
        using MonoMod.Core;

        namespace MonoMod.RuntimeDetour;

        public class DetourConfig { }

        public sealed class Hook : IDisposable
        {
            private readonly string _name;

            public Hook(Expression<Action> source, Expression<Action> target) => throw new NotSupportedException();

            public Hook(Expression source, Expression target) => throw new NotSupportedException();

            public Hook(Expression source, Delegate target) => throw new NotSupportedException();

            public Hook(MethodBase source, MethodInfo target) : this(source, target, (object)null) { }

            public Hook(MethodBase source, MethodInfo target, bool applyByDefault) => throw new NotSupportedException();

            public Hook(MethodBase source, MethodInfo target, DetourConfig config) => throw new NotSupportedException();

            public Hook(MethodBase source, MethodInfo target, IDetourFactory factory, DetourConfig config, bool applyByDefault) => throw new NotSupportedException();

            public Hook(MethodBase source, Delegate target) : this(source, target.Method, target.Target) { }

            public Hook(MethodBase source, Delegate target, bool applyByDefault) => throw new NotSupportedException();

            public Hook(MethodBase source, Delegate target, DetourConfig config) => throw new NotSupportedException();

            public Hook(MethodBase source, Delegate target, IDetourFactory factory, DetourConfig config, bool applyByDefault) => throw new NotSupportedException();

            // A target that has one parameter more than the source gets a delegate to the original in it.
            public Hook(MethodBase source, MethodInfo target, object targetObj)
            {
                if (target.IsStatic != (targetObj == null))
                    throw new ArgumentException("A static method takes no object, and another one needs it.");

                _name = source.Name;
                var parameters = target.GetParameters();
                var takesOriginal = parameters.Length == source.GetParameters().Length + 1;
                var result = target.Invoke(
                    targetObj, takesOriginal ? new object[] { Delegate.CreateDelegate(parameters[0].ParameterType, (MethodInfo)source), 3, 2 } : new object[] { 3, 2 });
                Console.WriteLine($"MonoMod, with the original: {takesOriginal}: {_name}(3, 2) would return {result}");
            }

            public void Dispose() => Console.WriteLine($"MonoMod dispose: {_name}");
        }
        """;

    /// <summary>Writes the assemblies to a folder.</summary>
    public static void Write(string folder)
    {
        Compiled.ToFolder(folder, Harmony, "0Harmony");
        var core = Compiled.ToFolder(folder, MonoModCore, "MonoMod.Core");
        Compiled.ToFolder(folder, MonoModRuntimeDetour, "MonoMod.RuntimeDetour", ReferenceList.OfFixture("Debug").With(core));
    }
}
