using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;

namespace Hotpatch.Libraries.Reading;

/// <summary>The types as such: their names, what they are nested in and derive from, their type parameters, their layout.</summary>
internal sealed class TypeChecks(MetadataTables tables, TypeFacts types, int imageLength)
{
    // The runtime's own limit.
    private const int LongestName = 1023;

    // What a variable of the type takes of the stack, and an object of the heap.
    private const int LargestLayout = 1 << 20;

    private readonly MetadataReader _reader = tables.Reader;

    public void Run()
    {
        Damaged.Unless(tables.Rows(TableIndex.TypeDef) > 0, "it has no types, not even that of its module");
        var names = new HashSet<(int, string, string)>();
        for (var type = 1; type <= tables.Rows(TableIndex.TypeDef); type++)
            CheckType(type, names);

        Chains.CheckAcyclic(tables.Rows(TableIndex.TypeDef), types.Enclosing, "its types are nested in each other in a circle, or too deep");
        for (var row = 1; row <= tables.Rows(TableIndex.InterfaceImpl); row++)
        {
            var (table, target) = tables.Reference(TableIndex.InterfaceImpl, row, 1);
            Damaged.Unless(table != TableIndex.TypeDef || types.IsInterface(target), "a type implements what is no interface");
        }

        var bases = Bases();
        Chains.CheckAcyclic(tables.Rows(TableIndex.TypeDef), type => bases[type], "its types derive from each other in a circle, or too deep");
        CheckParameters();
        CheckLayouts();
        CheckMaps(TableIndex.EventMap);
        CheckMaps(TableIndex.PropertyMap);
    }

    private void CheckType(int type, HashSet<(int Enclosing, string Namespace, string Name)> names)
    {
        var definition = _reader.GetTypeDefinition(MetadataTokens.TypeDefinitionHandle(type));
        var (@namespace, name) = (_reader.GetString(definition.Namespace), _reader.GetString(definition.Name));
        Damaged.Unless(@namespace.Length + name.Length < LongestName, "a type's name is too long");
        Damaged.Unless(names.Add((types.Enclosing(type), @namespace, name)), $"it has two types {@namespace}.{name}");

        var flags = types.Attributes(type);
        Damaged.Unless(
            ((flags & TypeAttributes.VisibilityMask) > TypeAttributes.Public) == (types.Enclosing(type) != 0), $"its type {name} is half nested");
        Damaged.Unless((flags & TypeAttributes.LayoutMask) != TypeAttributes.LayoutMask, $"its type {name} has no known layout");

        var (table, @base) = tables.Reference(TableIndex.TypeDef, type, 3);
        if (flags.HasFlag(TypeAttributes.Interface))
            Damaged.Unless(@base == 0 && flags.HasFlag(TypeAttributes.Abstract), $"its interface {name} has a base");
        else
            Damaged.Unless(@base != 0 || type == 1, $"its type {name} has no base");

        if (table == TableIndex.TypeDef && @base != 0)
            Damaged.Unless(
                !types.IsInterface(@base) && !types.Attributes(@base).HasFlag(TypeAttributes.Sealed), $"its type {name} derives from what nothing can derive from");
    }

    private ILookup<int, int> Bases()
    {
        var edges = new List<(int From, int To)>();
        for (var type = 1; type <= tables.Rows(TableIndex.TypeDef); type++)
            Add(type, tables.Reference(TableIndex.TypeDef, type, 3));

        for (var row = 1; row <= tables.Rows(TableIndex.InterfaceImpl); row++)
            Add((int)tables.Value(TableIndex.InterfaceImpl, row, 0), tables.Reference(TableIndex.InterfaceImpl, row, 1));

        return edges.ToLookup(edge => edge.From, edge => edge.To);

        void Add(int from, (TableIndex Table, int Row) to)
        {
            if (to.Row != 0 && (to.Table == TableIndex.TypeDef ? to.Row : DefinitionIn(to)) is > 0 and var definition)
                edges.Add((from, definition));
        }
    }

    // The type of this module that a generic instantiation is one of, or 0.
    private int DefinitionIn((TableIndex Table, int Row) type)
    {
        if (type.Table != TableIndex.TypeSpec)
            return 0;

        var signature = _reader.GetBlobReader(_reader.GetTypeSpecification(MetadataTokens.TypeSpecificationHandle(type.Row)).Signature);
        if (signature.Length < 3 || signature.ReadByte() != (byte)SignatureTypeCode.GenericTypeInstance)
            return 0;

        _ = signature.ReadByte();
        var definition = signature.ReadTypeHandle();
        return definition.Kind == HandleKind.TypeDefinition ? MetadataTokens.GetRowNumber(definition) : 0;
    }

    private void CheckParameters()
    {
        var (owner, number) = (0u, 0u);
        for (var row = 1; row <= tables.Rows(TableIndex.GenericParam); row++)
        {
            var next = tables.Value(TableIndex.GenericParam, row, 2);
            (owner, number) = next == owner ? (owner, number + 1) : (next, 0);
            Damaged.Unless(tables.Value(TableIndex.GenericParam, row, 0) == number, "type parameters are not numbered one after the other");
        }

        var constraints = Enumerable.Range(1, tables.Rows(TableIndex.GenericParamConstraint))
            .ToLookup(row => (int)tables.Value(TableIndex.GenericParamConstraint, row, 0), row => tables.Reference(TableIndex.GenericParamConstraint, row, 1));
        Chains.CheckAcyclic(
            tables.Rows(TableIndex.GenericParam),
            row => constraints[row].Select(constraint => ParameterIn(row, constraint)).Where(parameter => parameter != 0),
            "type parameters are each other's constraints in a circle");
    }

    // The type parameter that a constraint is, or 0.
    private int ParameterIn(int row, (TableIndex Table, int Row) constraint)
    {
        if (constraint.Table != TableIndex.TypeSpec)
            return 0;

        var signature = _reader.GetBlobReader(_reader.GetTypeSpecification(MetadataTokens.TypeSpecificationHandle(constraint.Row)).Signature);
        var kind = (SignatureTypeCode)signature.ReadByte();
        if (kind is not (SignatureTypeCode.GenericTypeParameter or SignatureTypeCode.GenericMethodParameter))
            return 0;

        var owner = tables.Value(TableIndex.GenericParam, row, 2);
        if (kind == SignatureTypeCode.GenericTypeParameter && (owner & 1) == 1)
            // Of the type of the method: that cannot depend on the method's own.
            return 0;

        var index = (uint)signature.ReadCompressedInteger();
        var target = row - (int)tables.Value(TableIndex.GenericParam, row, 0) + (int)index;
        Damaged.Unless(
            target <= tables.Rows(TableIndex.GenericParam) && tables.Value(TableIndex.GenericParam, target, 2) == owner, "a constraint is a type parameter that is not there");
        return target;
    }

    private void CheckLayouts()
    {
        for (var row = 1; row <= tables.Rows(TableIndex.ClassLayout); row++)
        {
            var (pack, size) = (tables.Value(TableIndex.ClassLayout, row, 0), tables.Value(TableIndex.ClassLayout, row, 1));
            Damaged.Unless(pack <= 128 && (pack & (pack - 1)) == 0, $"a type is packed by {pack}");
            Damaged.Unless(size <= Math.Max(LargestLayout, imageLength), $"a type has a size of {size}");
        }

        for (var row = 1; row <= tables.Rows(TableIndex.FieldLayout); row++)
            Damaged.Unless(
                tables.Value(TableIndex.FieldLayout, row, 0) <= LargestLayout, $"a field lies {tables.Value(TableIndex.FieldLayout, row, 0)} bytes from the begin of its type");
    }

    private void CheckMaps(TableIndex table)
    {
        var seen = new HashSet<uint>();
        for (var row = 1; row <= tables.Rows(table); row++)
            Damaged.Unless(seen.Add(tables.Value(table, row, 0)), $"its table {table} has a type twice");
    }
}
