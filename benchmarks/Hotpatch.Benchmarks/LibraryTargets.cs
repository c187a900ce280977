namespace Hotpatch.Benchmarks;

/// <summary>One hundred methods for a library to patch.</summary>
[Patchable]
internal static class LibraryTargets
{
    public static int M00(int value) => value + 0;

    public static int M01(int value) => value + 1;

    public static int M02(int value) => value + 2;

    public static int M03(int value) => value + 3;

    public static int M04(int value) => value + 4;

    public static int M05(int value) => value + 5;

    public static int M06(int value) => value + 6;

    public static int M07(int value) => value + 7;

    public static int M08(int value) => value + 8;

    public static int M09(int value) => value + 9;

    public static int M10(int value) => value + 10;

    public static int M11(int value) => value + 11;

    public static int M12(int value) => value + 12;

    public static int M13(int value) => value + 13;

    public static int M14(int value) => value + 14;

    public static int M15(int value) => value + 15;

    public static int M16(int value) => value + 16;

    public static int M17(int value) => value + 17;

    public static int M18(int value) => value + 18;

    public static int M19(int value) => value + 19;

    public static int M20(int value) => value + 20;

    public static int M21(int value) => value + 21;

    public static int M22(int value) => value + 22;

    public static int M23(int value) => value + 23;

    public static int M24(int value) => value + 24;

    public static int M25(int value) => value + 25;

    public static int M26(int value) => value + 26;

    public static int M27(int value) => value + 27;

    public static int M28(int value) => value + 28;

    public static int M29(int value) => value + 29;

    public static int M30(int value) => value + 30;

    public static int M31(int value) => value + 31;

    public static int M32(int value) => value + 32;

    public static int M33(int value) => value + 33;

    public static int M34(int value) => value + 34;

    public static int M35(int value) => value + 35;

    public static int M36(int value) => value + 36;

    public static int M37(int value) => value + 37;

    public static int M38(int value) => value + 38;

    public static int M39(int value) => value + 39;

    public static int M40(int value) => value + 40;

    public static int M41(int value) => value + 41;

    public static int M42(int value) => value + 42;

    public static int M43(int value) => value + 43;

    public static int M44(int value) => value + 44;

    public static int M45(int value) => value + 45;

    public static int M46(int value) => value + 46;

    public static int M47(int value) => value + 47;

    public static int M48(int value) => value + 48;

    public static int M49(int value) => value + 49;

    public static int M50(int value) => value + 50;

    public static int M51(int value) => value + 51;

    public static int M52(int value) => value + 52;

    public static int M53(int value) => value + 53;

    public static int M54(int value) => value + 54;

    public static int M55(int value) => value + 55;

    public static int M56(int value) => value + 56;

    public static int M57(int value) => value + 57;

    public static int M58(int value) => value + 58;

    public static int M59(int value) => value + 59;

    public static int M60(int value) => value + 60;

    public static int M61(int value) => value + 61;

    public static int M62(int value) => value + 62;

    public static int M63(int value) => value + 63;

    public static int M64(int value) => value + 64;

    public static int M65(int value) => value + 65;

    public static int M66(int value) => value + 66;

    public static int M67(int value) => value + 67;

    public static int M68(int value) => value + 68;

    public static int M69(int value) => value + 69;

    public static int M70(int value) => value + 70;

    public static int M71(int value) => value + 71;

    public static int M72(int value) => value + 72;

    public static int M73(int value) => value + 73;

    public static int M74(int value) => value + 74;

    public static int M75(int value) => value + 75;

    public static int M76(int value) => value + 76;

    public static int M77(int value) => value + 77;

    public static int M78(int value) => value + 78;

    public static int M79(int value) => value + 79;

    public static int M80(int value) => value + 80;

    public static int M81(int value) => value + 81;

    public static int M82(int value) => value + 82;

    public static int M83(int value) => value + 83;

    public static int M84(int value) => value + 84;

    public static int M85(int value) => value + 85;

    public static int M86(int value) => value + 86;

    public static int M87(int value) => value + 87;

    public static int M88(int value) => value + 88;

    public static int M89(int value) => value + 89;

    public static int M90(int value) => value + 90;

    public static int M91(int value) => value + 91;

    public static int M92(int value) => value + 92;

    public static int M93(int value) => value + 93;

    public static int M94(int value) => value + 94;

    public static int M95(int value) => value + 95;

    public static int M96(int value) => value + 96;

    public static int M97(int value) => value + 97;

    public static int M98(int value) => value + 98;

    public static int M99(int value) => value + 99;
}
