using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Properties.Routed;

/// <summary>A patchable method of the fixture, with the delegates to patch it with. Its answers are numbers.</summary>
internal abstract class Subject
{
    private const long Modulus = 1_000_003;

    /// <summary>Gets the handle.</summary>
    public abstract PatchHandle Handle { get; }

    /// <summary>Gets whether the method has instances.</summary>
    public abstract bool HasInstances { get; }

    /// <summary>What a layer makes of the answer below it. No two layers can change places unnoticed.</summary>
    public static long Over(long below, int number) => ((below * 3) + number) % Modulus;

    public static IReadOnlyList<Subject> All(LoadedAssembly fixture, IReadOnlyList<object> instances)
        => [new Sum(fixture, "Calculator.Add"), new Sum(fixture, "Gated.Subtract"), new Price(fixture, instances), new Reading(fixture)];

    public abstract long Call(int instance, int argument);

    public abstract long Original(int argument);

    public abstract Delegate Replacement(int answer);

    public abstract Delegate Faulty();

    public abstract Func<Delegate, Delegate> Layer(int number);

    /// <summary>Patches the method for arguments above a threshold.</summary>
    public abstract IDisposable PatchAbove(int threshold, int answer, PatchOptions options);

    public abstract object Instance(int number);

    private sealed class Sum(LoadedAssembly fixture, string name) : Subject
    {
        private readonly Func<int, int, int> _method = ((System.Reflection.MethodInfo)fixture.Handle(name).Method).CreateDelegate<Func<int, int, int>>();

        public override PatchHandle Handle { get; } = fixture.Handle(name);

        public override bool HasInstances => false;

        public override long Call(int instance, int argument) => _method(argument, 0);

        public override long Original(int argument) => argument;

        public override Delegate Replacement(int answer) => new Func<int, int, int>((_, _) => answer);

        public override Delegate Faulty() => new Func<int, int, int>((_, _) => throw new InvalidOperationException());

        public override Func<Delegate, Delegate> Layer(int number)
            => next => new Func<int, int, int>((a, b) => (int)Over(((Func<int, int, int>)next)(a, b), number));

        public override IDisposable PatchAbove(int threshold, int answer, PatchOptions options)
            => Handle.PatchWhen(new Func<int, int, bool>((a, _) => a > threshold), Replacement(answer), options);

        public override object Instance(int number) => throw new NotSupportedException();
    }

    private sealed class Price(LoadedAssembly fixture, IReadOnlyList<object> instances) : Subject
    {
        private readonly System.Reflection.MethodInfo _method = (System.Reflection.MethodInfo)fixture.Handle("PriceService.Quote").Method;

        public override PatchHandle Handle { get; } = fixture.Handle("PriceService.Quote");

        public override bool HasInstances => true;

        public override long Call(int instance, int argument) => (long)(decimal)_method.Invoke(instances[instance], [argument])!;

        public override long Original(int argument) => 3 * argument;

        public override Delegate Replacement(int answer) => new Func<object, int, decimal>((_, _) => answer);

        public override Delegate Faulty() => new Func<object, int, decimal>((_, _) => throw new InvalidOperationException());

        public override Func<Delegate, Delegate> Layer(int number)
            => next => new Func<object, int, decimal>((self, argument) => Over((long)(decimal)next.DynamicInvoke(self, argument)!, number));

        public override IDisposable PatchAbove(int threshold, int answer, PatchOptions options)
            => Handle.PatchWhen(new Func<object, int, bool>((_, argument) => argument > threshold), Replacement(answer), options);

        public override object Instance(int number) => instances[number];
    }

    /// <summary>A method whose delegate type is declared, since a parameter is by reference.</summary>
    private sealed class Reading(LoadedAssembly fixture) : Subject
    {
        private readonly OutDelegate _method = ((System.Reflection.MethodInfo)fixture.Handle("ByReference.Out").Method).CreateDelegate<OutDelegate>();

        private delegate bool OutDelegate(string text, out int value);

        public override PatchHandle Handle { get; } = fixture.Handle("ByReference.Out");

        public override bool HasInstances => false;

        public override long Call(int instance, int argument) => _method(argument.ToString(System.Globalization.CultureInfo.InvariantCulture), out var value) ? value : -1;

        public override long Original(int argument) => argument;

        public override Delegate Replacement(int answer) => new OutDelegate((string _, out int value) =>
        {
            value = answer;
            return true;
        });

        public override Delegate Faulty() => new OutDelegate((string _, out int _) => throw new InvalidOperationException());

        public override Func<Delegate, Delegate> Layer(int number)
            => next => new OutDelegate((string text, out int value) =>
            {
                object?[] arguments = [text, 0];
                next.DynamicInvoke(arguments);
                value = (int)Over((int)arguments[1]!, number);
                return true;
            });

        public override IDisposable PatchAbove(int threshold, int answer, PatchOptions options)
            => Handle.PatchWhenArguments(
                arguments => int.Parse((string)arguments["text"]!, System.Globalization.CultureInfo.InvariantCulture) > threshold, Replacement(answer), options);

        public override object Instance(int number) => throw new NotSupportedException();
    }
}
