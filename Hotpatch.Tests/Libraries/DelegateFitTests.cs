using System.Reflection.Emit;
using System.Reflection;
using Hotpatch.Libraries.Binding;

namespace Hotpatch.Tests.Libraries;

/// <summary>Signatures fit where the runtime makes a delegate, and nowhere else: every pair of many types, as a parameter and as a result.</summary>
public unsafe class DelegateFitTests
{
    private static readonly Type[] Types =
    [
        typeof(int), typeof(uint), typeof(short), typeof(ushort), typeof(byte), typeof(sbyte), typeof(bool), typeof(char), typeof(long), typeof(ulong), typeof(nint), typeof(nuint),
        typeof(float), typeof(double), typeof(decimal), typeof(DayOfWeek), typeof(ConsoleColor), typeof(OfInt), typeof(OfByte), typeof(OfUInt), typeof(OfLong),
        typeof(int?), typeof(DayOfWeek?), typeof(DateTime), typeof(KeyValuePair<string, object>), typeof(KeyValuePair<object, object>), typeof(Span<int>), typeof(Guid),
        typeof(object), typeof(ValueType), typeof(Enum), typeof(string), typeof(IComparable), typeof(IComparable<string>), typeof(IComparable<int>), typeof(IFormattable),
        typeof(IEnumerable<object>), typeof(IEnumerable<string>), typeof(IEnumerable<int>), typeof(List<string>), typeof(List<object>), typeof(IList<string>), typeof(IReadOnlyList<object>),
        typeof(int[]), typeof(uint[]), typeof(DayOfWeek[]), typeof(string[]), typeof(object[]), typeof(int[,]), typeof(int[][]), typeof(Array), typeof(IEnumerable<DayOfWeek>),
        typeof(Func<object>), typeof(Func<string>), typeof(Action<object>), typeof(Action<string>), typeof(Delegate), typeof(MulticastDelegate), typeof(Type), typeof(TypeInfo),
        typeof(int*), typeof(uint*), typeof(void*), typeof(DayOfWeek*), typeof(int**), typeof(delegate*<void>), typeof(delegate*<int>), typeof(delegate* unmanaged<void>),
        typeof(int).MakeByRefType(), typeof(uint).MakeByRefType(), typeof(DayOfWeek).MakeByRefType(), typeof(object).MakeByRefType(), typeof(string).MakeByRefType(), typeof(int*).MakeByRefType(),
        typeof(Exception), typeof(PatchException), typeof(PatchLibraryException),
    ];

    public enum OfInt;

    public enum OfByte : byte;

    public enum OfUInt : uint;

    public enum OfLong : long;

    [Test]
    public void As_the_runtime_has_it()
    {
        var made = Make();
        var wrong = new List<string>();
        var fitting = 0;
        foreach (var (name, of) in new[] { ("takes", "Take"), ("gives", "Give") })
        {
            for (var one = 0; one < Types.Length; one++)
            {
                for (var other = 0; other < Types.Length; other++)
                {
                    var (type, method) = (made.GetType($"{of}{one}")!, made.GetType("Methods")!.GetMethod($"{of}{other}")!);
                    var fits = DelegateFit.Fits(DelegateFit.Signature.Of(type.GetMethod("Invoke")!), DelegateFit.Signature.Of(method));
                    fitting += fits ? 1 : 0;
                    if (fits != RuntimeMakes(type, method))
                        wrong.Add($"a delegate that {name} {Types[one]} over a method that {name} {Types[other]}: {fits}");
                }
            }
        }

        Assert.That(wrong, Is.Empty);
        Assert.That(fitting, Is.GreaterThan(2 * Types.Length), "some fit that are not the same");
    }

    [Test]
    public void As_many_parameters()
    {
        static void None()
        {
        }

        var method = DelegateFit.Signature.Of(((Action)None).Method);
        Assert.That(DelegateFit.Fits(DelegateFit.Signature.Of(typeof(Action).GetMethod("Invoke")!), method), Is.True);
        Assert.That(DelegateFit.Fits(DelegateFit.Signature.Of(typeof(Action<int>).GetMethod("Invoke")!), method), Is.False);
        Assert.That(DelegateFit.Fits(DelegateFit.Signature.Of(typeof(Func<int>).GetMethod("Invoke")!), method), Is.False);
    }

    private static bool RuntimeMakes(Type type, MethodInfo method)
    {
        try
        {
            return Delegate.CreateDelegate(type, method, throwOnBindFailure: false) is not null;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    /// <summary>A delegate type and a method for each type, that take it or give it.</summary>
    private static Assembly Make()
    {
        var assembly = new PersistedAssemblyBuilder(new AssemblyName("Fits"), typeof(object).Assembly);
        var module = assembly.DefineDynamicModule("Fits");
        var methods = module.DefineType("Methods", TypeAttributes.Public);
        for (var i = 0; i < Types.Length; i++)
        {
            Define($"Take{i}", typeof(void), [Types[i]]);
            Define($"Give{i}", Types[i], []);
        }

        methods.CreateType();
        using var stream = new MemoryStream();
        assembly.Save(stream);
        return Assembly.Load(stream.ToArray());

        void Define(string name, Type result, Type[] parameters)
        {
            var type = module.DefineType(name, TypeAttributes.Public | TypeAttributes.Sealed, typeof(MulticastDelegate));
            type.DefineConstructor(MethodAttributes.Public | MethodAttributes.RTSpecialName, CallingConventions.Standard, [typeof(object), typeof(nint)])
                .SetImplementationFlags(MethodImplAttributes.Runtime);
            type.DefineMethod("Invoke", MethodAttributes.Public | MethodAttributes.Virtual | MethodAttributes.HideBySig | MethodAttributes.NewSlot, result, parameters)
                .SetImplementationFlags(MethodImplAttributes.Runtime);
            type.CreateType();
            var il = methods.DefineMethod(name, MethodAttributes.Public | MethodAttributes.Static, result, parameters).GetILGenerator();
            il.Emit(OpCodes.Ldnull);
            il.Emit(OpCodes.Throw);
        }
    }
}
