using System.Collections.Immutable;
using Hotpatch.Analyzers.Rules.CallSites;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Hotpatch.Analyzers.Rules.Patching;

/// <summary>Finds the method to which a handle belongs.</summary>
internal sealed class PatchedMethods(RuntimeSymbols symbols)
{
    /// <summary>Returns the method of a handle expression, or null if it is not certain.</summary>
    public IMethodSymbol? Of(IOperation handle, Initializers initializers)
        => initializers.Follow(handle) switch
        {
            IPropertyReferenceOperation { Property: var property } => OfMember(property, property.Type, []),
            IInvocationOperation { TargetMethod: var target } call => symbols.IsForDelegate(target) ? OfDelegate(call, initializers)
                : symbols.IsForName(target) ? OfName(call)
                : symbols.IsCalls(target) ? OfCalls(call)
                : OfMember(target, target.ReturnType, target.TypeArguments),
            _ => null,
        };

    /// <summary>Whether the handle is one over the calls of all assemblies, as <c>Patchable.Calls</c> returns it.</summary>
    public bool IsOfAllCalls(IOperation handle, Initializers initializers)
        => initializers.Follow(handle) is IInvocationOperation { TargetMethod: var target } && symbols.IsCalls(target);

    /// <summary>Returns the method of a generated member.</summary>
    public IMethodSymbol? OfMember(ISymbol member, ITypeSymbol handle, IReadOnlyList<ITypeSymbol> typeArguments)
    {
        if (DelegateOf(handle) is not { } signature
            || Find(member, symbols.HandleOfAttribute)?.ConstructorArguments is not [{ Value: string name }, { Value: bool isStatic }]
            || HandlesOf(member.ContainingType)?.ConstructorArguments is not [{ Value: INamedTypeSymbol declaring }])
        {
            return null;
        }

        var type = Close(declaring, member.ContainingType);
        return type is null ? null
            : isStatic && name == WellKnownMemberNames.InstanceConstructorName ? Signatures.MatchFactory(type.InstanceConstructors, signature)
            : Signatures.Match(type.GetMembers(name).OfType<IMethodSymbol>().Where(method => method.IsStatic == isStatic), signature, typeArguments);
    }

    // Patchable.For(PriceService.Discount)
    private static IMethodSymbol? OfDelegate(IInvocationOperation call, Initializers initializers)
        => call.Arguments is [var argument] && initializers.Follow(argument.Value) is IMethodReferenceOperation { Instance: null, Method: var method }
            ? method
            : null;

    // Patchable.For<Func<PriceService, int, decimal>>(typeof(PriceService), nameof(PriceService.Quote))
    private static IMethodSymbol? OfName(IInvocationOperation call)
        => NamedIn(call) is var (type, name)
            && call.TargetMethod.TypeArguments is [INamedTypeSymbol { DelegateInvokeMethod: { } signature }]
            && TypeArguments(Argument(call, 2)) is { } typeArguments
                ? Signatures.Match(Members(type, name), signature, typeArguments)
                : null;

    // Patchable.Calls<Func<string, bool>>(typeof(File), nameof(File.Exists))
    private static IMethodSymbol? OfCalls(IInvocationOperation call)
    {
        // Calls to methods of the same project are never patchable.
        if (NamedIn(call) is not var (type, name) || RuntimeSymbols.Is(type.ContainingAssembly, call.SemanticModel?.Compilation.Assembly))
            return null;

        var methods = name is WellKnownMemberNames.InstanceConstructorName or "Constructor" ? [.. type.InstanceConstructors] : Members(type, name).ToArray();
        if (call.TargetMethod.TypeArguments is not [var @delegate])
            return methods is [{ Arity: 0 } only] && type.TypeArguments.All(argument => argument.Kind == SymbolKind.NamedType) ? only : null;

        return @delegate is not INamedTypeSymbol { DelegateInvokeMethod: { } signature } || TypeArguments(Argument(call, 2)) is not { } typeArguments ? null
            : methods is [{ MethodKind: MethodKind.Constructor }, ..] ? Signatures.MatchFactory(methods, signature)
            : Signatures.Match(methods, signature, typeArguments);
    }

    private static (INamedTypeSymbol Type, string Name)? NamedIn(IInvocationOperation call)
        => Argument(call, 0)?.Unwrap() is ITypeOfOperation { TypeOperand: INamedTypeSymbol type } && Argument(call, 1)?.ConstantValue is { HasValue: true, Value: string name }
            ? (type, name)
            : null;

    private static IEnumerable<IMethodSymbol> Members(INamedTypeSymbol type, string name)
        => type.GetMembers()
            .SelectMany(member => member switch
            {
                IMethodSymbol method when method.MetadataName == name => [method],
                IPropertySymbol property when property.MetadataName == name => new[] { property.GetMethod, property.SetMethod },
                IEventSymbol @event when @event.MetadataName == name => [@event.AddMethod, @event.RemoveMethod],
                _ => [],
            })
            .OfType<IMethodSymbol>();

    private static IOperation? Argument(IInvocationOperation call, int position)
        => call.Arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == position)?.Value;

    /// <summary>Returns the values of <c>params Type[]</c>, or null if they are not constant.</summary>
    private static ITypeSymbol[]? TypeArguments(IOperation? array)
    {
        if (array is null)
            return [];

        if (array.Unwrap() is not IArrayCreationOperation creation)
            return null;

        var elements = creation.Initializer?.ElementValues ?? ImmutableArray<IOperation>.Empty;
        var types = elements.Select(element => element.Unwrap()).OfType<ITypeOfOperation>().Select(type => type.TypeOperand).ToArray();
        return types.Length == elements.Length ? types : null;
    }

    /// <summary>Returns the type with the type arguments of the generated class.</summary>
    private static INamedTypeSymbol? Close(INamedTypeSymbol declaring, INamedTypeSymbol generated)
    {
        var definition = declaring.OriginalDefinition;
        if (!definition.IsGenericType)
            return definition;

        if (generated.TypeArguments.Length == definition.TypeParameters.Length && definition.ContainingType is not { IsGenericType: true })
            return definition.Construct([.. generated.TypeArguments]);

        // The generated class has the parameters of outer types first.
        var arguments = generated.TypeArguments;
        if (definition.ContainingType is { IsGenericType: true } outer && arguments.Length == outer.TypeParameters.Length + definition.TypeParameters.Length)
        {
            var inner = outer.OriginalDefinition.Construct([.. arguments.Take(outer.TypeParameters.Length)]).GetTypeMembers(definition.Name, definition.Arity).FirstOrDefault();
            return definition.Arity == 0 ? inner : inner?.Construct([.. arguments.Skip(outer.TypeParameters.Length)]);
        }

        return null;
    }

    private static IMethodSymbol? DelegateOf(ITypeSymbol handle)
        => handle is INamedTypeSymbol { TypeArguments: [INamedTypeSymbol { DelegateInvokeMethod: { } invoke }] } ? invoke : null;

    // The struct that an extension property returns is nested in the class with the attribute.
    private AttributeData? HandlesOf(INamedTypeSymbol type)
        => Find(type, symbols.HandlesOfAttribute) ?? Find(type, symbols.CallsOfAttribute) ?? (type.ContainingType is { } outer ? HandlesOf(outer) : null);

    private static AttributeData? Find(ISymbol symbol, INamedTypeSymbol? attribute)
        => symbol.OriginalDefinition.GetAttributes().FirstOrDefault(candidate => RuntimeSymbols.Is(candidate.AttributeClass, attribute));
}
