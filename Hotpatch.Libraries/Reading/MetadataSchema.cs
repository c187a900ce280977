using System.Reflection.Metadata.Ecma335;

using static System.Reflection.Metadata.Ecma335.TableIndex;

namespace Hotpatch.Libraries.Reading;

/// <summary>The columns of the metadata tables (ECMA-335 II.22) and the coded indices (II.24.2.6).</summary>
internal static class MetadataSchema
{
    private static readonly Column U2 = new(ColumnKind.Fixed, Size: 2);
    private static readonly Column U4 = new(ColumnKind.Fixed, Size: 4);
    private static readonly Column Name = new(ColumnKind.String);
    private static readonly Column Text = new(ColumnKind.String, IsOptional: true);
    private static readonly Column Guid = new(ColumnKind.Guid, IsOptional: true);
    private static readonly Column Signature = new(ColumnKind.Blob);
    private static readonly Column Bytes = new(ColumnKind.Blob, IsOptional: true);

    private static readonly Column TypeDefOrRef = Coded(2, TypeDef, TypeRef, TypeSpec);
    private static readonly Column HasConstant = Coded(2, Field, Param, Property);
    private static readonly Column HasFieldMarshal = Coded(1, Field, Param);
    private static readonly Column HasDeclSecurity = Coded(2, TypeDef, MethodDef, Assembly);
    private static readonly Column MemberRefParent = Coded(3, TypeDef, TypeRef, ModuleRef, MethodDef, TypeSpec);
    private static readonly Column HasSemantics = Coded(1, Event, Property);
    private static readonly Column MethodDefOrRef = Coded(1, MethodDef, MemberRef);
    private static readonly Column MemberForwarded = Coded(1, Field, MethodDef);
    private static readonly Column Implementation = Coded(2, TableIndex.File, AssemblyRef, ExportedType);
    private static readonly Column CustomAttributeType = Coded(3, null, null, MethodDef, MemberRef, null);
    private static readonly Column ResolutionScope = Coded(2, Module, ModuleRef, AssemblyRef, TypeRef);
    private static readonly Column TypeOrMethodDef = Coded(1, TypeDef, MethodDef);

    private static readonly Column HasCustomAttribute = Coded(
        5, MethodDef, Field, TypeRef, TypeDef, Param, InterfaceImpl, MemberRef, Module, DeclSecurity, Property, Event, StandAloneSig, ModuleRef, TypeSpec,
        Assembly, AssemblyRef, TableIndex.File, ExportedType, ManifestResource, GenericParam, GenericParamConstraint, MethodSpec);

    private static readonly Dictionary<TableIndex, Column[]> Columns = new()
    {
        [Module] = [U2, Name, Guid, Guid, Guid],
        [TypeRef] = [Optional(ResolutionScope), Name, Text],
        [TypeDef] = [U4, Name, Text, Optional(TypeDefOrRef), List(Field), List(MethodDef)],
        [Field] = [U2, Name, Signature],
        [MethodDef] = [U4, U2, U2, Name, Signature, List(Param)],
        [Param] = [U2, U2, Text],
        [InterfaceImpl] = [Row(TypeDef), TypeDefOrRef],
        [MemberRef] = [MemberRefParent, Name, Signature],
        [Constant] = [U2, HasConstant, Bytes],
        [CustomAttribute] = [HasCustomAttribute, CustomAttributeType, Bytes],
        [FieldMarshal] = [HasFieldMarshal, Signature],
        [DeclSecurity] = [U2, HasDeclSecurity, Bytes],
        [ClassLayout] = [U2, U4, Row(TypeDef)],
        [FieldLayout] = [U4, Row(Field)],
        [StandAloneSig] = [Signature],
        [EventMap] = [Row(TypeDef), List(Event)],
        [Event] = [U2, Name, TypeDefOrRef],
        [PropertyMap] = [Row(TypeDef), List(Property)],
        [Property] = [U2, Name, Signature],
        [MethodSemantics] = [U2, Row(MethodDef), HasSemantics],
        [MethodImpl] = [Row(TypeDef), MethodDefOrRef, MethodDefOrRef],
        [ModuleRef] = [Name],
        [TypeSpec] = [Signature],
        [ImplMap] = [U2, MemberForwarded, Text, Row(ModuleRef)],
        [FieldRva] = [U4, Row(Field)],
        [Assembly] = [U4, U2, U2, U2, U2, U4, Bytes, Name, Text],
        [AssemblyRef] = [U2, U2, U2, U2, U4, Bytes, Name, Text, Bytes],
        [ExportedType] = [U4, U4, Name, Text, Implementation],
        [ManifestResource] = [U4, U4, Name, Optional(Implementation)],
        [NestedClass] = [Row(TypeDef), Row(TypeDef)],
        [GenericParam] = [U2, U2, TypeOrMethodDef, Text],
        [MethodSpec] = [MethodDefOrRef, Signature],
        [GenericParamConstraint] = [Row(GenericParam), TypeDefOrRef],
    };

    /// <summary>
    /// Gets the column by which the rows of a table must be sorted, and whether its values must be unique. The runtime searches these tables
    /// binarily.
    /// </summary>
    public static IReadOnlyDictionary<TableIndex, (int Column, bool IsUnique)> Keys { get; } = new Dictionary<TableIndex, (int, bool)>
    {
        [InterfaceImpl] = (0, false),
        [Constant] = (1, true),
        [CustomAttribute] = (0, false),
        [FieldMarshal] = (0, true),
        [DeclSecurity] = (1, false),
        [ClassLayout] = (2, true),
        [FieldLayout] = (1, true),
        [MethodSemantics] = (2, false),
        [MethodImpl] = (0, false),
        [ImplMap] = (1, true),
        [FieldRva] = (1, true),
        [NestedClass] = (0, true),
        [GenericParam] = (2, false),
        [GenericParamConstraint] = (0, false),
    };

    /// <summary>
    /// Returns the columns of a table; null for tables that an assembly in one file cannot have: those of other modules, of edits and of symbols.
    /// </summary>
    public static Column[]? Of(TableIndex table) => Columns.GetValueOrDefault(table);

    private static Column Coded(int tagBits, params TableIndex?[] tables) => new(ColumnKind.Coded, TagBits: tagBits, Tables: tables);

    private static Column Row(TableIndex table) => new(ColumnKind.Index, Tables: table);

    private static Column List(TableIndex table) => new(ColumnKind.List, Tables: table);

    private static Column Optional(Column column) => column with { IsOptional = true };
}
