using FsCheck;
using FsCheck.Fluent;

namespace Hotpatch.Tests.Properties.Signatures;

/// <summary>Random signatures.</summary>
internal static class SignatureGenerator
{
    private static readonly Gen<ParameterSpec> Parameter =
        from type in TypeGenerator.Any
        from mode in Gen.Frequency((6, Gen.Constant(string.Empty)), (2, Gen.Constant("ref")), (2, Gen.Constant("out")), (1, Gen.Constant("in")), (1, Gen.Constant("ref readonly")))
        select new ParameterSpec(type, mode);

    // Mostly few, and now and then more than Func has.
    private static readonly Gen<int> Count = Gen.Frequency((5, Gen.Choose(0, 4)), (2, Gen.Choose(5, 15)), (2, Gen.Choose(15, 20)));

    private static readonly Gen<MethodSpec> Method =
        from host in Gen.Elements(Enum.GetValues<Host>())
        from count in Count
        from parameters in Gen.ArrayOf(Parameter, count)
        from isVoid in Gen.Choose(0, 4)
        from type in TypeGenerator.Any
        from mode in Gen.Frequency((5, Gen.Constant(string.Empty)), (1, Gen.Constant("ref")), (1, Gen.Constant("ref readonly")))
        select isVoid == 0
            ? new MethodSpec(host, parameters, null, string.Empty)
            : new MethodSpec(host, parameters, type, type.IsRefStruct ? string.Empty : mode);

    public static Gen<Batch> BatchOf(int count)
        => from methods in Gen.ArrayOf(Method, count)
           from optimized in Gen.Choose(0, 1)
           select new Batch(methods, optimized == 1);
}
